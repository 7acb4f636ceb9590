import type { StoredPart } from '@resumable-upload/core'
import type { PartsPage } from './answers.ts'
import { pageSize } from './protocol.ts'

/** Reads the page of parts with numbers above this one. */
export type ReadPage = (after: number) => Promise<PartsPage>

/** Where further pages begin, asked at once: most uploads need none, the largest ten in all. */
const waves = [
  [1, 2, 3],
  [4, 5, 6, 7, 8, 9],
].map((pages) => pages.map((page) => page * pageSize))

/**
 * All parts by number. Pages follow part numbers, so that the next ones are asked before the first
 * says where it ends: a page that begins at 1000 holds every part up to 2000.
 */
export async function listAllParts(readPage: ReadPage): Promise<readonly StoredPart[]> {
  const found = new Map<number, StoredPart>()
  let goesOn = await readRange(0)
  for (const wave of waves) {
    if (!goesOn) break
    const more = await Promise.all(wave.map(readRange))
    goesOn = more.at(-1) ?? false
  }
  return [...found.values()].sort((a, b) => a.number - b.number)

  /** Whether parts follow behind this range. */
  async function readRange(start: number): Promise<boolean> {
    for (let after = start; ;) {
      const page = await readPage(after)
      for (const part of page.parts) found.set(part.number, part)
      if (!page.isTruncated) return false
      // A page that is no page forward would be asked forever.
      if (page.next >= start + pageSize || page.next <= after) return true
      after = page.next
    }
  }
}
