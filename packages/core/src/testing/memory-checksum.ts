import type { Checksum } from '../ports/checksum.ts'
import type { Clock } from '../ports/environment.ts'
import { abortable } from './abortable.ts'
import { createDigests, type Digests } from './digests.ts'
import { duringRealWork } from './virtual-clock.ts'

export interface MemoryChecksum extends Checksum {
  /** Bytes that were read so far: what is known already need not be read again. */
  readonly readBytes: number
}

/** Real digests on the main thread, while virtual time stands still. */
export function createMemoryChecksum(clock: Clock): MemoryChecksum {
  let digests: Promise<Digests> | undefined
  let readBytes = 0

  return {
    get readBytes() {
      return readBytes
    },
    crc64: (body, signal) => read(body, signal, (hashes, bytes) => hashes.crc64([bytes])),
    md5: (body, signal) => read(body, signal, (hashes, bytes) => hashes.md5([bytes])),
  }

  async function read(
    body: Blob,
    signal: AbortSignal,
    digest: (hashes: Digests, bytes: Uint8Array) => string,
  ): Promise<string> {
    signal.throwIfAborted()
    digests ??= createDigests()
    const reading = Promise.all([digests, body.arrayBuffer()])
    const [hashes, buffer] = await abortable(duringRealWork(clock, reading), signal)
    readBytes += body.size
    return digest(hashes, new Uint8Array(buffer))
  }
}
