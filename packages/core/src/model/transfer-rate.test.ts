import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TransferRate } from './transfer-rate.ts'

describe('TransferRate', () => {
  it('knows nothing until it has measured a span', () => {
    const rate = new TransferRate()
    rate.measure(0, 0)

    expect(rate.bytesPerSecond).toBeNull()
    expect(rate.secondsLeft(1_000)).toBeNull()
  })

  it('gives bytes a second, and the seconds that are left', () => {
    const rate = measured([
      [0, 0],
      [500, 500],
      [1_000, 1_000],
    ])

    expect(rate.bytesPerSecond).toBe(1_000)
    expect(rate.secondsLeft(2_500)).toBe(3)
    expect(rate.secondsLeft(0)).toBe(0)
  })

  it('stays calm when the speed jumps, and follows in a few seconds', () => {
    const rate = measured([
      [0, 0],
      [1_000, 1_000],
    ])

    rate.measure(11_000, 2_000)
    expect(rate.bytesPerSecond).toBeLessThan(4_000)

    for (let second = 3; second <= 22; second += 1)
      rate.measure(11_000 + (second - 2) * 10_000, second * 1_000)
    expect(rate.bytesPerSecond).toBeGreaterThan(9_900)
  })

  it('does not mistake a burst of events for speed', () => {
    const rate = measured([
      [0, 0],
      [1_000, 1_000],
      [90_000, 1_001],
      [90_000, 1_199],
    ])

    expect(rate.bytesPerSecond).toBe(1_000)
  })

  it('starts afresh after a pause, and counts no bytes for the time between', () => {
    const rate = measured([
      [0, 0],
      [5_000, 1_000],
    ])

    rate.pause()
    expect(rate.bytesPerSecond).toBeNull()

    rate.measure(5_000, 600_000)
    rate.measure(7_000, 601_000)
    expect(rate.bytesPerSecond).toBe(2_000)
  })

  it('takes back bytes without becoming negative', () => {
    const rate = measured([
      [0, 0],
      [5_000, 1_000],
      [1_000, 2_000],
      [6_000, 3_000],
    ])

    expect(rate.bytesPerSecond).toBe(5_000)
  })

  it('names no time for what hardly moves', () => {
    const rate = measured([
      [0, 0],
      [0, 10_000],
    ])

    expect(rate.bytesPerSecond).toBe(0)
    expect(rate.secondsLeft(1)).toBeNull()
  })

  it('stays near the truth where six parts appear at once, every 30 seconds', () => {
    const rate = measured([[0, 0]])
    const truth = (6 * 8_000_000) / 30
    const shown: number[] = []
    for (let part = 0; part < 60; part += 1) {
      const burst = Math.floor(part / 6) + 1
      rate.measure((part + 1) * 8_000_000, burst * 30_000 + (part % 6) * 250)
      shown.push((rate.bytesPerSecond ?? 0) / truth)
    }

    expect(Math.max(...shown)).toBeLessThan(2)
    expect(Math.min(...shown.slice(6))).toBeGreaterThan(0.5)
    // What stays on the screen until the next ones arrive.
    const lasting = shown.filter((_, part) => part % 6 === 5)
    expect(Math.max(...lasting)).toBeLessThan(4 / 3)
    expect(Math.min(...lasting)).toBeGreaterThan(2 / 3)
  })

  it('is never outside of the speeds that there were, on a clock that never goes back', () => {
    const step = fc.record({ bytes: fc.nat(10_000), ms: fc.integer({ min: 200, max: 20_000 }) })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const rate = measured([[0, 0]])
        let [bytes, now] = [0, 0]
        for (const span of steps) {
          bytes += span.bytes
          now += span.ms
          rate.measure(bytes, now)
        }

        const speeds = steps.map((span) => (span.bytes * 1_000) / span.ms)
        expect(rate.bytesPerSecond).toBeGreaterThanOrEqual(Math.min(...speeds) - 1e-6)
        expect(rate.bytesPerSecond).toBeLessThanOrEqual(Math.max(...speeds) + 1e-6)
      }),
    )
  })
})

function measured(points: readonly (readonly [bytes: number, now: number])[]): TransferRate {
  const rate = new TransferRate()
  for (const [bytes, now] of points) rate.measure(bytes, now)
  return rate
}
