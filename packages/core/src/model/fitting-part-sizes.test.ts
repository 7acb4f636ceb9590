import { describe, expect, it } from 'vitest'
import { fittingPartSizes } from './fitting-part-sizes.ts'
import type { StoredPart } from './part.ts'

const limits = { minPartSize: 10, maxPartSize: 1_000, maxParts: 100, maxWholeSize: 1_000 }

describe('fittingPartSizes', () => {
  it('is the one size that all stored parts have', () => {
    expect(fit([part(1, 20), part(4, 20)], 105)).toEqual([20])
  })

  it('takes the last part for what it is: shorter', () => {
    expect(fit([part(2, 20), part(6, 5)], 105)).toEqual([20])
  })

  it('is none for a file of another size than the last part tells', () => {
    expect(fit([part(2, 20), part(6, 5)], 106)).toEqual([])
    expect(fit([part(2, 20), part(6, 20)], 105)).toEqual([])
  })

  it('is none for a file that ends before the stored parts do', () => {
    expect(fit([part(1, 20), part(6, 20)], 100)).toEqual([])
  })

  it('is none when a part in the middle is shorter', () => {
    expect(fit([part(1, 20), part(2, 19), part(3, 20)], 105)).toEqual([])
  })

  it('knows two answers for a single part that may be the last', () => {
    expect(fit([part(3, 15)], 75)).toEqual([15, 30])
  })

  it('knows one for a single part that is the first', () => {
    expect(fit([part(1, 15)], 75)).toEqual([15])
  })

  it('is never a size that the storage would refuse', () => {
    expect(fit([part(1, 9)], 75)).toEqual([])
    expect(fit([part(1, 10)], 1_001)).toEqual([])
    expect(fit([part(1, 9)], 9)).toEqual([9])
  })

  it('is none where nothing is stored', () => {
    expect(fit([], 100)).toEqual([])
  })
})

function fit(stored: readonly StoredPart[], fileSize: number): readonly number[] {
  return fittingPartSizes(stored, fileSize, limits)
}

function part(number: number, size: number): StoredPart {
  return { number, size, etag: 'E', crc64: '1' }
}
