import { combineCrc64, emptyCrc64, type Crc64 } from './crc64.ts'
import type { StoredPart } from './part.ts'

/** Parts that follow each other in the file. */
export type RowOfParts = readonly [StoredPart, ...StoredPart[]]

/**
 * Splits parts, ascending by number, into rows of at most `maxBytes`, each to be read at once and
 * compared by one CRC-64. A part alone may be larger; one without CRC-64 is always alone.
 */
export function rowsOfParts(parts: readonly StoredPart[], maxBytes: number): readonly RowOfParts[] {
  const rows: [StoredPart, ...StoredPart[]][] = []
  let bytes = 0
  for (const part of parts) {
    const row = rows.at(-1)
    const last = row?.at(-1)
    bytes += part.size
    if (row && last && isNext(last, part) && bytes <= maxBytes) row.push(part)
    else {
      rows.push([part])
      bytes = part.size
    }
  }
  return rows
}

/** CRC-64 of the bytes of all of them in turn; `null` where one has none. */
export function crc64OfRow(row: RowOfParts): Crc64 | null {
  let crc64 = emptyCrc64
  for (const part of row) {
    if (part.crc64 === null) return null
    crc64 = combineCrc64(crc64, part.crc64, part.size)
  }
  return crc64
}

function isNext(before: StoredPart, part: StoredPart): boolean {
  return part.number === before.number + 1 && before.crc64 !== null && part.crc64 !== null
}
