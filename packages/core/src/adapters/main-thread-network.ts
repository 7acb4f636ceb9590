import type { Checksum } from '../ports/checksum.ts'
import type { Transport } from '../ports/transport.ts'
import { mainThreadChecksum } from './main-thread-checksum.ts'
import { xhrTransport } from './xhr-transport.ts'

/** Loaded only where there is no worker: it brings the checksums' WebAssembly with it. */
export const mainThreadNetwork: { readonly transport: Transport; readonly checksum: Checksum } = {
  transport: xhrTransport,
  checksum: mainThreadChecksum,
}
