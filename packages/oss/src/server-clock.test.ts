import { describe, expect, it } from 'vitest'
import { createServerClock } from './server-clock.ts'
import { standingClock } from './testing/standing-clock.ts'

const minute = 60_000
const here = standingClock(0)

describe('createServerClock', () => {
  it("trusts the device's clock until it knows better", () => {
    const serverClock = createServerClock()

    expect(serverClock.offset).toBeNull()
    expect(serverClock.now(standingClock(5))).toBe(5)
  })

  it.each([22 * minute, -22 * minute])('knows the time of the server, %d ms away', (offset) => {
    const serverClock = createServerClock()
    serverClock.learn(offset, here)

    expect(serverClock.now(standingClock(1000))).toBe(offset + 1000)
  })

  it('is not led astray by one bogus sample among good ones', () => {
    const serverClock = createServerClock()
    for (const sample of [22 * minute, 22 * minute + 300, 900 * minute, 22 * minute - 200])
      serverClock.learn(sample, here)

    expect(Math.abs((serverClock.offset ?? 0) - 22 * minute)).toBeLessThan(1000)
  })

  it('forgets a bogus first sample as soon as it is refuted', () => {
    const serverClock = createServerClock()
    serverClock.learn(900 * minute, here, 0)
    serverClock.learn(22 * minute, here, 900 * minute)

    expect(serverClock.offset).toBe(22 * minute)
  })

  it('believes the newest of two that differ', () => {
    const serverClock = createServerClock()
    serverClock.learn(900 * minute, here)
    serverClock.learn(22 * minute, here)

    expect(serverClock.offset).toBe(22 * minute)
  })

  it('follows at once when somebody sets the clock of the device', () => {
    const serverClock = createServerClock()
    for (let sample = 0; sample < 5; sample += 1) serverClock.learn(22 * minute, here)
    serverClock.learn(0, here, 22 * minute)

    expect(serverClock.offset).toBe(0)
  })

  it('learns from ordinary answers, but nothing that OSS would have refused', () => {
    const serverClock = createServerClock()
    serverClock.confirm(10 * minute, here)
    expect(serverClock.offset).toBe(10 * minute)

    for (let answer = 0; answer < 5; answer += 1) serverClock.confirm(900 * minute, here)
    expect(serverClock.offset).toBe(10 * minute)
  })
})
