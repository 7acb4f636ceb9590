import { describe, expect, it } from 'vitest'
import { fittingPlans } from './fitting-plans.ts'
import { partAt, planParts, sizeOf, type Cuts, type StoredPart } from './part.ts'

const limits = { minPartSize: 10, maxPartSize: 1_000, maxParts: 100, maxWholeSize: 1_000 }

describe('fittingPlans', () => {
  it('is the one plan whose parts all have the size of the stored ones', () => {
    expect(fit([part(1, 20), part(4, 20)], 105)).toEqual([even(20)])
  })

  it('takes the last part for what it is: shorter', () => {
    expect(fit([part(2, 20), part(6, 15)], 115)).toEqual([even(20)])
  })

  it('is none for a file of another size than the last part tells', () => {
    expect(fit([part(2, 20), part(6, 15)], 116)).toEqual([])
    expect(fit([part(2, 20), part(6, 20)], 105)).toEqual([])
  })

  it('is none for a file that ends before the stored parts do', () => {
    expect(fit([part(1, 20), part(6, 20)], 100)).toEqual([])
  })

  it('is none when a part in the middle is a little shorter', () => {
    expect(fit([part(1, 20), part(2, 19), part(3, 20)], 105)).toEqual([])
  })

  it('knows two answers for a single part that may be the last', () => {
    expect(fit([part(3, 15)], 75)).toEqual([even(15), even(30)])
  })

  it('knows one for a single part that is the first', () => {
    expect(fit([part(1, 15)], 75)).toEqual([even(15)])
  })

  it('is never a plan that the storage would refuse', () => {
    expect(fit([part(1, 9)], 75)).toEqual([])
    expect(fit([part(1, 10)], 1_001)).toEqual([])
    expect(fit([part(1, 9)], 9)).toEqual([even(9)])
    expect(fit([part(1, 40), part(2, 9), part(3, 9)], 75)).toEqual([])
  })

  it('is none where nothing is stored', () => {
    expect(fit([], 100)).toEqual([])
  })

  it('sees where the parts became smaller, and smaller again', () => {
    const cut = { partSize: 80, recuts: [recut(4, 40), recut(6, 10)] }

    expect(fit(partsOf(cut, 350), 350)).toEqual([cut])
    expect(fit(partsOf(cut, 350).slice(1, -2), 350)).toEqual([cut])
  })

  it('names every part at which they may have become smaller while those are missing', () => {
    const cut = { partSize: 80, recuts: [recut(4, 40)] }
    const known = partsOf(cut, 480).filter(({ number }) => [1, 2, 5, 6].includes(number))

    expect(fit(known, 480)).toEqual(
      [5, 4, 3].map((first) => ({ ...cut, recuts: [recut(first, 40)] })),
    )
  })

  it('takes a short part that follows others for the end, or for the first of smaller ones', () => {
    expect(fit([part(1, 40), part(2, 10)], 50)).toEqual([even(40), recutOnce])
  })

  it('has an answer for whatever is listed, and soon', () => {
    const tampered = Array.from({ length: 100 }, (_, index) => part(index + 1, 10 << (index % 2)))

    expect(fit(tampered, 1_500)).toHaveLength(1)
    expect(fit([part(1, 10), part(9_999_999, 40)], 5_000)).toEqual([])
  })
})

const recut = (first: number, partSize: number) => ({ first, partSize })
const even = (partSize: number): Cuts => ({ partSize, recuts: [] })
const recutOnce: Cuts = { partSize: 40, recuts: [recut(2, 10)] }

function fit(stored: readonly StoredPart[], fileSize: number): readonly Cuts[] {
  return fittingPlans(stored, fileSize, limits).map(({ partSize, recuts }) => ({
    partSize,
    recuts,
  }))
}

function partsOf(cuts: Cuts, fileSize: number): readonly StoredPart[] {
  const plan = planParts(fileSize, cuts)
  return Array.from({ length: plan.partCount }, (_, index) =>
    part(index + 1, sizeOf(partAt(plan, index + 1))),
  )
}

function part(number: number, size: number): StoredPart {
  return { number, size, etag: 'E', crc64: '1' }
}
