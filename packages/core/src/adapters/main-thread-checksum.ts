import type { Checksum } from '../ports/checksum.ts'
import { createCrc64Hasher } from './crc64-hasher.ts'
import { hashBlob } from './hasher.ts'
import { createMd5Hasher } from './md5-hasher.ts'

/** Reads and hashes on the thread that calls, in pieces of a few milliseconds. */
export const mainThreadChecksum: Checksum = {
  crc64: async (body, signal) => hashBlob(body, await createCrc64Hasher(), signal),
  md5: async (body, signal) => hashBlob(body, await createMd5Hasher(), signal),
}
