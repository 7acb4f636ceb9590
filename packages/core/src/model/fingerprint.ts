import type { FileInfo } from './upload-phase.ts'

/** Bytes of one sample. */
const sampleSize = 64 * 1024

/** The ranges of a file whose digests tell look-alikes apart: begin, middle, end. */
export function sampleRanges(size: number): readonly (readonly [start: number, end: number])[] {
  if (size <= 3 * sampleSize) return [[0, size]]
  const middle = Math.floor((size - sampleSize) / 2)
  return [0, middle, size - sampleSize].map((start) => [start, start + sampleSize])
}

/**
 * What makes two sources the same upload before a byte is read: where they go and what the file
 * system says of them. Digests decide later.
 */
export function identityOf(storageId: string, group: string, file: FileInfo): string {
  const path = file.relativePath || file.name
  return JSON.stringify([storageId, group, path, file.size, file.lastModified])
}
