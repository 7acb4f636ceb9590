import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponentialBackoff } from './retry-policy.ts'
import { remedyFor, uploadErrorCodes, type UploadFailure } from './upload-error.ts'

const busy: UploadFailure = { code: 'server-busy', message: 'Busy.' }
const minute = 60_000

describe('exponentialBackoff', () => {
  it('doubles the longest wait up to 20 seconds', () => {
    const longest = exponentialBackoff({ random: () => 1 })
    const attempts = [1, 2, 3, 4, 5, 6, 7, 1_000]

    expect(
      attempts.map((attempt) => longest({ failure: busy, attempt, sinceProgress: 0 })),
    ).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000])
  })

  it('waits anything from nothing to the longest wait, so that clients spread out', () => {
    const attempts = fc.integer({ min: 1, max: 10_000 })
    const chance = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(attempts, chance, (attempt, random) => {
        const policy = exponentialBackoff({ baseDelay: 100, maxDelay: 5_000, random: () => random })
        const ceiling = Math.min(5_000, 100 * 2 ** (attempt - 1))

        expect(policy({ failure: busy, attempt, sinceProgress: 0 })).toBeCloseTo(random * ceiling)
      }),
    )
  })

  it('waits at least as long as the storage asks', () => {
    const failure = { ...busy, retryAfter: 3_000 }
    const soonest = exponentialBackoff({ random: () => 0 })
    const latest = exponentialBackoff({ random: () => 1 })

    expect(soonest({ failure, attempt: 1, sinceProgress: 0 })).toBe(3_000)
    expect(latest({ failure, attempt: 1, sinceProgress: 0 })).toBe(3_000)
    expect(latest({ failure, attempt: 6, sinceProgress: 0 })).toBe(16_000)
  })

  it('gives up after half an hour without progress, however few the attempts', () => {
    const policy = exponentialBackoff({ random: () => 0 })

    expect(policy({ failure: busy, attempt: 2, sinceProgress: 30 * minute })).toBe(0)
    expect(policy({ failure: busy, attempt: 2, sinceProgress: 30 * minute + 1 })).toBeNull()
  })

  it('begins anew once there was progress', () => {
    const policy = exponentialBackoff({ budget: minute, random: () => 1 })

    expect(policy({ failure: busy, attempt: 9, sinceProgress: minute + 1 })).toBeNull()
    expect(policy({ failure: busy, attempt: 1, sinceProgress: 0 })).toBe(500)
  })

  it.each(uploadErrorCodes)('repeats %s only if that can heal by itself', (code) => {
    const failure = { code, message: '' }
    const delay = exponentialBackoff()({ failure, attempt: 1, sinceProgress: 0 })

    expect(delay !== null).toBe(remedyFor(code) === 'retry')
  })
})
