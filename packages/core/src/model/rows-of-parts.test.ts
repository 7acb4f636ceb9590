import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDigests } from '../testing/digests.ts'
import type { StoredPart } from './part.ts'
import { crc64OfRow, rowsOfParts } from './rows-of-parts.ts'

const digests = await createDigests()

describe('rowsOfParts', () => {
  it('reads small parts together, up to so many bytes', () => {
    const parts = [1, 2, 3, 4, 5].map((number) => createPart(number, { size: 40 }))

    expect(numbersIn(rowsOfParts(parts, 100))).toEqual([[1, 2], [3, 4], [5]])
  })

  it('begins a row behind a part that the storage does not hold', () => {
    const parts = [1, 2, 4, 5].map((number) => createPart(number))

    expect(numbersIn(rowsOfParts(parts, 100))).toEqual([
      [1, 2],
      [4, 5],
    ])
  })

  it('leaves a part alone whose CRC-64 is hidden: MD5 cannot be joined', () => {
    const parts = [1, 2, 3, 4].map((number) =>
      createPart(number, number === 2 ? { crc64: null } : {}),
    )

    expect(numbersIn(rowsOfParts(parts, 100))).toEqual([[1], [2], [3, 4]])
  })

  it('leaves a part alone that is larger than a row may be', () => {
    const parts = [createPart(1), createPart(2, { size: 500 }), createPart(3)]

    expect(numbersIn(rowsOfParts(parts, 100))).toEqual([[1], [2], [3]])
  })

  it('loses no part and keeps their order, whatever is stored', () => {
    const stored = fc.uniqueArray(fc.integer({ min: 1, max: 60 }))
    fc.assert(
      fc.property(stored, fc.integer({ min: 1, max: 200 }), (numbers, maxBytes) => {
        const parts = numbers.toSorted((a, b) => a - b).map((number) => createPart(number))

        expect(rowsOfParts(parts, maxBytes).flat()).toEqual(parts)
      }),
    )
  })
})

describe('crc64OfRow', () => {
  it('is the CRC-64 of the bytes that the parts were cut from', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(pieces, ([first = new Uint8Array(), ...rest]) => {
        const others = rest.map((bytes, index) => partOf(index + 2, bytes))

        expect(crc64OfRow([partOf(1, first), ...others])).toBe(digests.crc64([first, ...rest]))
      }),
    )
  })

  it('is not known where that of a part is not', () => {
    expect(crc64OfRow([createPart(1), createPart(2, { crc64: null })])).toBeNull()
  })
})

function createPart(number: number, changes: Partial<StoredPart> = {}): StoredPart {
  return { number, size: 10, etag: `ETAG-${number}`, crc64: String(number), ...changes }
}

function partOf(number: number, bytes: Uint8Array): StoredPart {
  return createPart(number, { size: bytes.length, crc64: digests.crc64([bytes]) })
}

function numbersIn(rows: ReturnType<typeof rowsOfParts>): readonly (readonly number[])[] {
  return rows.map((row) => row.map(({ number }) => number))
}
