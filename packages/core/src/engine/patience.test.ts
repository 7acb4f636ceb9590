import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { Patience } from './patience.ts'

const minute = 60_000

describe('Patience', () => {
  it('counts the time since the last progress', () => {
    const { clock, patience } = setUp()
    clock.moveTo(5 * minute)
    expect(patience.withoutProgress()).toBe(5 * minute)

    patience.progressed()
    clock.moveTo(6 * minute)

    expect(patience.withoutProgress()).toBe(minute)
  })

  it('takes the same excused time off once, however many requests excuse it', () => {
    const { clock, patience } = setUp()
    clock.moveTo(minute)
    clock.moveTo(11 * minute)
    for (let request = 0; request < 6; request += 1) patience.excuseSince(minute)
    clock.moveTo(12 * minute)

    expect(patience.withoutProgress()).toBe(2 * minute)
  })

  it('excuses a timer that came far too late, and none that came about in time', () => {
    const { clock, patience } = setUp()
    clock.moveTo(8 * 60 * minute)
    patience.excuseFreeze(minute)
    expect(patience.withoutProgress()).toBe(minute)

    patience.excuseFreeze(8 * 60 * minute - 4_000)
    expect(patience.withoutProgress()).toBe(minute)
  })
})

function setUp() {
  const clock = new VirtualClock()
  return { clock, patience: new Patience(clock) }
}
