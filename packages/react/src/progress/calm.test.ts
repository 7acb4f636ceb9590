import { describe, expect, it } from 'vitest'
import { calmRate, calmSecondsLeft } from './calm.ts'

describe('calmRate', () => {
  it('keeps what is shown while the speed wanders a little', () => {
    const shown = [100, 104, 97, 109, 93].reduce<number | null>(calmRate, null)
    expect(shown).toBe(100)
  })

  it('follows a speed that really changed', () => {
    expect(calmRate(100, 150)).toBe(150)
    expect(calmRate(100, null)).toBeNull()
    expect(calmRate(null, 42)).toBe(42)
  })
})

describe('calmSecondsLeft', () => {
  it('does not flicker between two and three minutes', () => {
    const shown = [119, 121, 118, 124, 119, 123].map(follow())
    expect(new Set(shown)).toEqual(new Set([120]))
  })

  it('counts down in steps that can be read', () => {
    expect([58, 54, 33, 31, 12, 4].map(follow())).toEqual([60, 55, 35, 35, 15, 5])
  })

  it('admits it when it takes much longer after all', () => {
    expect([50, 300].map(follow())).toEqual([50, 300])
  })

  it('begins afresh after nothing moved', () => {
    expect([50, null, 300].map(follow())).toEqual([50, null, 300])
  })
})

function follow(): (estimated: number | null) => number | null {
  let shown: number | null = null
  return (estimated) => (shown = calmSecondsLeft(shown, estimated))
}
