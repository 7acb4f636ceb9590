import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareLink } from '../testing/share-link.ts'
import { partAt, planEvenParts, recutFrom, sizeOf, type PartPlan } from './part.ts'
import { choosePartSize, type PartSizeOptions } from './part-size.ts'
import { chooseRecut } from './recut.ts'

const MiB = 1024 ** 2
const GiB = 1024 ** 3
const limits = {
  minPartSize: 100 * 1024,
  maxPartSize: 5 * GiB,
  maxParts: 10_000,
  maxWholeSize: 5 * GiB,
}

describe('chooseRecut', () => {
  it('leaves a plan alone while nothing is known of the link', () => {
    expect(cutAt(7, { bytesPerSecond: null })).toBeNull()
  })

  it('cuts the rest into parts of five seconds where those of the plan take a minute', () => {
    expect(cutAt(7, { bytesPerSecond: 0.25 * MiB })).toBe(1.25 * MiB)
  })

  it('makes fewer and larger parts of the rest when the link has become fast again', () => {
    const plan = recutFrom(planEvenParts(5 * GiB, 16 * MiB), 13, MiB)

    expect(chooseRecut(plan, 40, link({ bytesPerSecond: 16 * MiB }))).toBe(16 * MiB)
  })

  it('does not follow what changes by less than half', () => {
    const seconds = 5 * 1.9

    expect(cutAt(7, { bytesPerSecond: (16 * MiB) / seconds })).toBeNull()
  })

  it('cuts the end finer and finer, while a part takes a second and more', () => {
    const plan = cutAll(planEvenParts(288 * MiB, 16 * MiB), link({ bytesPerSecond: 2 * MiB }))

    expect(sizesOf(plan).slice(-1)).toEqual([2 * MiB])
    expect(plan.recuts.length).toBeLessThanOrEqual(3)
    expect(plan.partCount).toBeLessThan(40)
  })

  it('leaves the end alone where a part takes less than a second, as on a fast link', () => {
    const plan = planEvenParts(252 * MiB, 14 * MiB)

    expect(cutAll(plan, link({ bytesPerSecond: 16 * MiB }))).toEqual(plan)
  })

  it('leaves the end alone where one part goes at a time: nobody waits for it', () => {
    const plan = planEvenParts(48 * MiB, 8 * MiB)

    expect(cutAll(plan, link({ connections: 1, bytesPerSecond: 2 * MiB }))).toEqual(plan)
  })

  it('never plans more parts than the storage takes, and none that it would refuse', () => {
    const file = fc.integer({ min: 9 * MiB, max: 5_000 * GiB })
    const rates = fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(file, rates, fc.integer({ min: 1, max: 6 }), (fileSize, bytes, connections) => {
        const options = link({ connections, bytesPerSecond: null })
        let plan = planEvenParts(
          fileSize,
          choosePartSize(fileSize, { ...options, preferred: 'auto' }),
        )
        for (let number = 2; number <= plan.partCount; number += 1) {
          const bytesPerSecond = bytes[number % bytes.length] ?? null
          const partSize = chooseRecut(plan, number, { ...options, bytesPerSecond })
          if (partSize !== null) plan = recutFrom(plan, number, partSize)
        }

        expect(plan.partCount).toBeLessThanOrEqual(limits.maxParts)
        expect(plan.recuts.length).toBeLessThanOrEqual(64)
        for (const { partSize } of plan.recuts) {
          expect(partSize).toBeGreaterThanOrEqual(limits.minPartSize)
          expect(partSize).toBeLessThanOrEqual(limits.maxPartSize)
        }
        expect(partAt(plan, plan.partCount).end).toBe(fileSize)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps six connections that share a link unevenly at work to the end', () => {
    const plan = planEvenParts(288 * MiB, 16 * MiB)
    const shared = {
      bytesPerSecond: 10 * MiB,
      weights: [1, 1.4, 0.8, 1.2, 0.6, 1],
      secondsBefore: 0.2,
    }
    const asPlanned = shareLink(plan, shared)
    const cut = shareLink(plan, { ...shared, recut: chooseRecut, limits })
    const bytesTake = plan.fileSize / shared.bytesPerSecond

    expect(asPlanned.seconds / bytesTake).toBeGreaterThan(1.06)
    expect(cut.seconds / bytesTake).toBeLessThan(1.02)
  })
})

function link(known: Partial<PartSizeOptions>): Omit<PartSizeOptions, 'preferred'> {
  return { connections: 6, limits, bytesPerSecond: null, ...known }
}

/** What becomes of a plan of eighteen parts of 16 MiB. */
function cutAt(number: number, known: Partial<PartSizeOptions>): number | null {
  return chooseRecut(planEvenParts(288 * MiB, 16 * MiB), number, link(known))
}

function cutAll(plan: PartPlan, options: Omit<PartSizeOptions, 'preferred'>): PartPlan {
  let cut = plan
  for (let number = 7; number <= cut.partCount; number += 1) {
    const partSize = chooseRecut(cut, number, options)
    if (partSize !== null) cut = recutFrom(cut, number, partSize)
  }
  return cut
}

function sizesOf(plan: PartPlan): readonly number[] {
  return Array.from({ length: plan.partCount }, (_, index) => sizeOf(partAt(plan, index + 1)))
}
