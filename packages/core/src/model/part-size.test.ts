import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choosePartSize, largestFile, type PartSizeOptions } from './part-size.ts'
import { planEvenParts, type PartLimits } from './part.ts'

const MiB = 1024 ** 2
const GiB = 1024 ** 3
const limits: PartLimits = {
  minPartSize: 100 * 1024,
  maxPartSize: 5 * GiB,
  maxParts: 10_000,
  maxWholeSize: 5 * GiB,
}
const largest = 53_687_091_200_000

describe('choosePartSize', () => {
  it('takes a file of 53,687,091,200,000 bytes in 10,000 parts of 5 GiB', () => {
    const partSize = choose(largest)

    expect(partSize).toBe(5 * GiB)
    expect(planEvenParts(largest, partSize).partCount).toBe(10_000)
    expect(largestFile(limits)).toBe(largest)
  })

  it('refuses one byte more, and says both numbers', () => {
    expect(() => choose(largest + 1)).toThrow(
      expect.objectContaining({
        code: 'file-too-large',
        message: expect.stringMatching(/53687091200001 bytes.*53687091200000 at most/),
      }),
    )
  })

  it.each([1, 100, 8 * MiB])('gives a file of %i bytes one part', (fileSize) => {
    expect(planEvenParts(fileSize, choose(fileSize)).partCount).toBe(1)
  })

  it('cuts 8 MiB and one byte into one part for each connection', () => {
    const fileSize = 8 * MiB + 1

    expect(planEvenParts(fileSize, choose(fileSize)).partCount).toBe(6)
  })

  it('takes a preferred size as it is, where the limits allow', () => {
    expect(choose(100 * MiB, { preferred: 3_000_000 })).toBe(3_000_000)
    expect(choose(100 * MiB, { preferred: 1 })).toBe(limits.minPartSize)
    expect(choose(100 * MiB, { preferred: 9 * GiB })).toBe(limits.maxPartSize)
    expect(choose(100 * MiB, { preferred: 0.1 * GiB })).toBe(Math.ceil(0.1 * GiB))
  })

  it('enlarges a preferred size that would need more parts than there may be', () => {
    const fileSize = 100 * GiB
    const partSize = choose(fileSize, { preferred: MiB })

    expect(partSize).toBeGreaterThan(10 * MiB)
    expect(planEvenParts(fileSize, partSize).partCount).toBeLessThanOrEqual(10_000)
  })

  it('gives every connection the same number of parts while they are few', () => {
    const file = fc.integer({ min: 8 * MiB + 1, max: 60 * 8 * MiB })
    const rate = fc.option(fc.integer({ min: 1, max: 1e8 }), { nil: null })
    fc.assert(
      fc.property(
        file,
        fc.integer({ min: 1, max: 6 }),
        rate,
        (fileSize, connections, bytesPerSecond) => {
          const partSize = choose(fileSize, { connections, bytesPerSecond })
          const { partCount } = planEvenParts(fileSize, partSize)

          expect(partCount > 60 || partCount % connections === 0).toBe(true)
        },
      ),
    )
  })

  it('has at most a third of a large file under way at once', () => {
    expect(planEvenParts(256_000_000, choose(256_000_000)).partCount).toBe(18)
    expect(choose(5 * GiB)).toBe(16 * MiB)
  })

  it('makes parts that a slow connection ends within seconds, and few of them on a fast one', () => {
    expect(choose(GiB, { bytesPerSecond: 50_000 })).toBe(MiB)
    expect(choose(GiB, { bytesPerSecond: 500_000 }) / 500_000).toBeCloseTo(5, 1)
    expect(choose(5 * GiB, { bytesPerSecond: 16_000_000 })).toBe(16 * MiB)
  })

  it('never has larger parts on a slower link', () => {
    const rate = fc.integer({ min: 1, max: 1e8 })
    const file = fc.integer({ min: 1, max: 60 * 8 * MiB })
    fc.assert(
      fc.property(file, rate, rate, (fileSize, one, other) => {
        const [slower, faster] = [Math.min(one, other), Math.max(one, other)]

        expect(choose(fileSize, { bytesPerSecond: slower })).toBeLessThanOrEqual(
          choose(fileSize, { bytesPerSecond: faster }),
        )
      }),
    )
  })

  it('always stays within the limits, and holds the whole file', () => {
    const preferred = fc.oneof(fc.constant('auto' as const), fc.integer({ min: 1, max: 6 * GiB }))
    fc.assert(
      fc.property(fc.maxSafeNat(), preferred, (random, wish) => {
        const fileSize = random % (largest + 1)
        const partSize = choose(fileSize, { preferred: wish })
        const { partCount } = planEvenParts(fileSize, partSize)

        expect(Number.isInteger(partSize)).toBe(true)
        expect(partSize).toBeGreaterThanOrEqual(limits.minPartSize)
        expect(partSize).toBeLessThanOrEqual(limits.maxPartSize)
        expect(partCount).toBeLessThanOrEqual(limits.maxParts)
        expect(partSize * partCount).toBeGreaterThanOrEqual(fileSize)
      }),
    )
  })
})

function choose(fileSize: number, options: Partial<PartSizeOptions> = {}): number {
  return choosePartSize(fileSize, {
    preferred: 'auto',
    connections: 6,
    limits,
    bytesPerSecond: null,
    ...options,
  })
}
