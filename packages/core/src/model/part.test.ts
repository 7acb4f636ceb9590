import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partAt, planEvenParts, recutFrom, sizeOf } from './part.ts'

const GiB = 1024 ** 3

describe('planEvenParts', () => {
  it('gives an empty file one empty part', () => {
    const plan = planEvenParts(0, 100)

    expect(plan.partCount).toBe(1)
    expect(partAt(plan, 1)).toEqual({ number: 1, start: 0, end: 0 })
  })

  it('gives a file of exactly one part one part, and of one byte more two', () => {
    expect(planEvenParts(100, 100).partCount).toBe(1)

    const plan = planEvenParts(101, 100)
    expect(plan.partCount).toBe(2)
    expect(partAt(plan, 2)).toEqual({ number: 2, start: 100, end: 101 })
  })

  it('plans 10,000 parts of 5 GiB to the last byte', () => {
    const plan = planEvenParts(53_687_091_200_000, 5 * GiB)

    expect(plan.partCount).toBe(10_000)
    expect(partAt(plan, 10_000)).toEqual({
      number: 10_000,
      start: 9_999 * 5 * GiB,
      end: 53_687_091_200_000,
    })
  })

  it('covers every byte of any file exactly once', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.integer({ min: 50, max: 5_000 }), (fileSize, partSize) => {
        const plan = planEvenParts(fileSize, partSize)
        let covered = 0
        for (let number = 1; number <= plan.partCount; number += 1) {
          const part = partAt(plan, number)
          expect(part.start).toBe(covered)
          expect(sizeOf(part)).toBe(Math.min(partSize, fileSize - covered))
          covered = part.end
        }
        expect(covered).toBe(fileSize)
      }),
    )
  })
})

describe('recutFrom', () => {
  it('leaves number and place of every part before it as they were', () => {
    const before = planEvenParts(1_000, 100)
    const plan = recutFrom(before, 4, 35)

    expect([1, 2, 3].map((number) => partAt(plan, number))).toEqual(
      [1, 2, 3].map((number) => partAt(before, number)),
    )
    expect(partAt(plan, 4)).toEqual({ number: 4, start: 300, end: 335 })
    expect(partAt(plan, 23)).toEqual({ number: 23, start: 965, end: 1_000 })
    expect(plan.partCount).toBe(23)
  })

  it('makes fewer parts of larger ones', () => {
    expect(recutFrom(planEvenParts(1_000, 100), 3, 400).partCount).toBe(4)
  })

  it('covers every byte exactly once, however often it is done', () => {
    const cuts = fc.array(
      fc.record({ after: fc.nat(5), partSize: fc.integer({ min: 1, max: 90 }) }),
    )
    fc.assert(
      fc.property(fc.nat(5_000), fc.integer({ min: 50, max: 500 }), cuts, (size, first, later) => {
        let plan = planEvenParts(size, first)
        let from = 1
        for (const { after, partSize } of later) {
          from += 1 + after
          if (from <= plan.partCount) plan = recutFrom(plan, from, partSize)
        }
        let covered = 0
        for (let number = 1; number <= plan.partCount; number += 1) {
          const part = partAt(plan, number)
          expect(part.start).toBe(covered)
          expect(part.end > part.start || size === 0).toBe(true)
          covered = part.end
        }
        expect(covered).toBe(size)
      }),
    )
  })
})
