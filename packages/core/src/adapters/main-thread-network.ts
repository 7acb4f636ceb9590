import type { Checksum } from '../ports/checksum.ts'
import type { Transport } from '../ports/transport.ts'
import { mainThreadChecksum } from './main-thread-checksum.ts'
import { createXhrTransport } from './xhr-transport.ts'

/** Loaded only where there is no worker: it brings the checksums' WebAssembly with it. */
export function createMainThreadNetwork(): {
  readonly transport: Transport
  readonly checksum: Checksum
} {
  return { transport: createXhrTransport(), checksum: mainThreadChecksum }
}
