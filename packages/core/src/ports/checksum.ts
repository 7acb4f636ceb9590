import type { Crc64 } from '../model/crc64.ts'

/**
 * Reads bytes to compare them, away from the main thread where it can. Rejects with `file-changed`
 * or `file-unreadable` when the bytes cannot be read, with the signal's reason when aborted.
 */
export interface Checksum {
  crc64(body: Blob, signal: AbortSignal): Promise<Crc64>
  /** Upper-case hex, as OSS writes an ETag. */
  md5(body: Blob, signal: AbortSignal): Promise<string>
}
