import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDigests } from '../testing/digests.ts'
import { combineCrc64, emptyCrc64 } from './crc64.ts'

const { combine: vectors } = readVectors().crc64
const digests = await createDigests()

describe('combineCrc64', () => {
  it.each(vectors)('joins "$a" and "$b" as published', ({ crcA, crcB, lenB, combined }) => {
    expect(combineCrc64(crcA, crcB, lenB)).toBe(combined)
  })

  it('gives the CRC-64 of the joined bytes, wherever they are cut', () => {
    const bytes = fc.uint8Array({ maxLength: 2_000 })
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const joined = combineCrc64(digests.crc64([a]), digests.crc64([b]), b.length)

        expect(joined).toBe(digests.crc64([a, b]))
      }),
    )
  })

  it('gives the same whichever pieces are joined first', () => {
    const bytes = fc.uint8Array({ maxLength: 300 })
    fc.assert(
      fc.property(bytes, bytes, bytes, (a, b, c) => {
        const [crcA, crcB, crcC] = [a, b, c].map((piece) => digests.crc64([piece]))
        const ab = combineCrc64(crcA ?? '', crcB ?? '', b.length)
        const bc = combineCrc64(crcB ?? '', crcC ?? '', c.length)

        expect(combineCrc64(ab, crcC ?? '', c.length)).toBe(
          combineCrc64(crcA ?? '', bc, b.length + c.length),
        )
      }),
    )
  })

  it('gives the same for the hundredth part of a length as for the first', () => {
    const lengths = fc.integer({ min: 0, max: 2 ** 40 })
    const crcs = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)
    fc.assert(
      fc.property(lengths, crcs, crcs, (length, a, b) => {
        combineCrc64('0', '0', length + 1) // Whatever was known of this length is forgotten.
        const results = Array.from({ length: 100 }, () => combineCrc64(a, b, length))

        expect(new Set(results).size).toBe(1)
      }),
      { numRuns: 20 },
    )
  })

  it('appends no bytes without a change', () => {
    expect(combineCrc64('42', emptyCrc64, 0)).toBe('42')
    expect(combineCrc64(emptyCrc64, '42', 7)).toBe('42')
  })

  it('appends 5 GiB of zeros like two halves of it', () => {
    const half = 2.5 * 1024 ** 3
    const halves = combineCrc64(combineCrc64('42', '0', half), '0', half)

    expect(combineCrc64('42', '0', 2 * half)).toBe(halves)
  })
})

interface Vectors {
  readonly crc64: {
    readonly combine: readonly {
      a: string
      b: string
      crcA: string
      crcB: string
      lenB: number
      combined: string
    }[]
  }
}

function readVectors(): Vectors {
  const path = new URL('../../../../docs/protocol/oss-vectors.json', import.meta.url)
  // The file is ours, and its shape is the one above.
  return JSON.parse(readFileSync(path, 'utf8')) as Vectors
}
