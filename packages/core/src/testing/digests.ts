import { createCRC64, createMD5 } from 'hash-wasm'
import type { Crc64 } from '../model/crc64.ts'

/** Real digests, computed at once: a fake storage compares like a real one. */
export interface Digests {
  crc64(pieces: readonly Uint8Array[]): Crc64
  /** Upper-case hex, as OSS writes an ETag. */
  md5(pieces: readonly Uint8Array[]): string
}

let digests: Promise<Digests> | undefined

/** Compiled once: nothing is left over between two digests, so everybody can share them. */
export function createDigests(): Promise<Digests> {
  digests ??= compile()
  return digests
}

async function compile(): Promise<Digests> {
  const [crc64, md5] = await Promise.all([createCRC64(), createMD5()])
  return {
    crc64: (pieces) => String(BigInt(`0x${digest(crc64, pieces)}`)),
    md5: (pieces) => digest(md5, pieces).toUpperCase(),
  }
}

function digest(
  hasher: Awaited<ReturnType<typeof createMD5>>,
  pieces: readonly Uint8Array[],
): string {
  hasher.init()
  for (const piece of pieces) hasher.update(piece)
  return hasher.digest('hex')
}
