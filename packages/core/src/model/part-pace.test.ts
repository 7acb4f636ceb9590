import { describe, expect, it } from 'vitest'
import { PartPace } from './part-pace.ts'

describe('PartPace', () => {
  it('knows nothing after one part', () => {
    const pace = new PartPace()
    pace.stored({ size: 1_000, duration: 100, answer: 10 })

    expect(pace.typical).toBeNull()
  })

  it('is not moved by one part out of many', () => {
    const pace = new PartPace()
    for (const duration of [100, 100, 100, 9_000, 100])
      pace.stored({ size: 1_000, duration, answer: duration / 10 })

    expect(pace.typical).toEqual({ bytesPerSecond: 10_000, answer: 10 })
  })

  it('says what three parts of four reach, for the first to be stored are the fastest', () => {
    const pace = new PartPace()
    for (const duration of [400, 500, 600, 700, 800, 900, 1_000, 1_600])
      pace.stored({ size: 1_000, duration, answer: duration / 10 })

    expect(pace.typical).toEqual({ bytesPerSecond: 1_000_000 / 900, answer: 90 })
  })

  it('follows a link that changes', () => {
    const pace = new PartPace()
    for (let count = 0; count < 50; count += 1)
      pace.stored({ size: 1_000, duration: 100, answer: 10 })
    for (let count = 0; count < 12; count += 1)
      pace.stored({ size: 1_000, duration: 1_000, answer: 50 })

    expect(pace.typical).toEqual({ bytesPerSecond: 1_000, answer: 50 })
  })
})
