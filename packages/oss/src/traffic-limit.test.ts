import { describe, expect, it } from 'vitest'
import { checkTrafficLimit } from './traffic-limit.ts'

describe('checkTrafficLimit', () => {
  it.each([819_199, 838_860_801, 1e6 + 0.5, Number.NaN])('refuses %d', (limit) => {
    expect(() => checkTrafficLimit(limit)).toThrow(
      expect.objectContaining({ code: 'misconfigured' }),
    )
  })
})
