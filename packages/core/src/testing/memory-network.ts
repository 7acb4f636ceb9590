import { UploadError } from '../model/upload-error.ts'
import type { Network } from '../ports/object-storage.ts'
import type { Clock } from '../ports/environment.ts'
import type { Transport } from '../ports/transport.ts'
import { createMemoryChecksum, type MemoryChecksum } from './memory-checksum.ts'

export interface MemoryNetwork extends Network {
  readonly checksum: MemoryChecksum
}

/** What an uploader lends to a memory storage, which needs no transport. */
export function createMemoryNetwork(clock: Clock): MemoryNetwork {
  return { transport: noTransport, clock, checksum: createMemoryChecksum(clock) }
}

/** Nothing may be sent for real: rejects every request. */
export const noTransport: Transport = async ({ method, url }) => {
  throw new UploadError('unexpected', `Nothing is sent here, but ${method} ${url} was.`)
}
