import { readPieces } from './read-blob.ts'

/** A digest that grows with the bytes. */
export interface Hasher {
  readonly update: (bytes: Uint8Array) => void
  /** Of all bytes so far. */
  readonly digest: () => string
}

/** Digest of a whole Blob, which is never in memory as a whole. Rejects as `readPieces` does. */
export async function hashBlob(blob: Blob, hasher: Hasher, signal: AbortSignal): Promise<string> {
  for await (const piece of readPieces(blob, signal)) hasher.update(piece)
  return hasher.digest()
}
