import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partAt, planParts, sizeOf } from './part.ts'

const GiB = 1024 ** 3

describe('planParts', () => {
  it('gives an empty file one empty part', () => {
    const plan = planParts(0, 100)

    expect(plan.partCount).toBe(1)
    expect(partAt(plan, 1)).toEqual({ number: 1, start: 0, end: 0 })
  })

  it('gives a file of exactly one part one part, and of one byte more two', () => {
    expect(planParts(100, 100).partCount).toBe(1)

    const plan = planParts(101, 100)
    expect(plan.partCount).toBe(2)
    expect(partAt(plan, 2)).toEqual({ number: 2, start: 100, end: 101 })
  })

  it('plans 10,000 parts of 5 GiB to the last byte', () => {
    const plan = planParts(53_687_091_200_000, 5 * GiB)

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
        const plan = planParts(fileSize, partSize)
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
