import type { Checksum } from '../ports/checksum.ts'
import type { WorkerLink } from './worker-link.ts'

/** Reads and hashes in the worker. */
export function createWorkerChecksum(link: WorkerLink): Checksum {
  return {
    crc64: (body, signal) => link.do('crc64', body, { signal }),
    md5: (body, signal) => link.do('md5', body, { signal }),
  }
}
