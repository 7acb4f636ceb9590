import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { Patience } from './patience.ts'

const hour = 60 * 60_000

describe('Patience', () => {
  it('counts from the first failure, however long the upload waited in line before', () => {
    const { clock, patience } = setUp()
    clock.moveTo(5 * hour)
    expect(patience.withoutProgress()).toBe(0)

    patience.failed()
    clock.moveTo(5 * hour + 1_000)
    patience.failed()

    expect(patience.withoutProgress()).toBe(1_000)
  })

  it('begins afresh after progress', () => {
    const { clock, patience } = setUp()
    patience.failed()
    clock.moveTo(hour)
    patience.progressed()
    clock.moveTo(2 * hour)

    expect(patience.withoutProgress()).toBe(0)
  })

  it('never owes more time than has passed', () => {
    const { clock, patience } = setUp()
    patience.failed()
    clock.moveTo(hour)
    patience.excuse(8 * hour)
    patience.excuse(8 * hour)
    clock.moveTo(hour + 500)

    expect(patience.withoutProgress()).toBe(500)
  })
})

function setUp() {
  const clock = new VirtualClock()
  return { clock, patience: new Patience(clock) }
}
