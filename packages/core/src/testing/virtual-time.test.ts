import { describe, expect, it } from 'vitest'
import { duringRealWork } from './virtual-clock.ts'
import { createVirtualTime } from './virtual-time.ts'

const { signal } = new AbortController()

describe('createVirtualTime', () => {
  it('stands still until it is advanced', async () => {
    const { time, woken, sleep } = setUp()
    sleep('a', 100)

    await time.settle()
    expect(woken).toEqual([])

    await time.advance(99)
    expect(woken).toEqual([])

    await time.advance(1)
    expect(woken).toEqual(['a at 100'])
  })

  it('ends sleeps in due order, and in order of arrival when due together', async () => {
    const { time, woken, sleep } = setUp()
    sleep('late', 300)
    sleep('first', 100)
    sleep('second', 100)

    await time.advance(1_000)

    expect(woken).toEqual(['first at 100', 'second at 100', 'late at 300'])
  })

  it('also ends a sleep that begins while time passes', async () => {
    const { time, woken, sleep } = setUp()
    void time.clock.sleep(100, signal).then(() => sleep('next', 50))

    await time.advance(200)

    expect(woken).toEqual(['next at 150'])
    expect(time.clock.elapsed()).toBe(200)
  })

  it('ends even a sleep of no length only when time is advanced', async () => {
    const { time, woken, sleep } = setUp()
    sleep('now', 0)

    await time.settle()
    expect(woken).toEqual([])

    await time.advance(0)
    expect(woken).toEqual(['now at 0'])
  })

  it('rejects a sleep with the reason of its signal, and keeps no trace of it', async () => {
    const { time } = setUp()
    const controller = new AbortController()
    const sleep = time.clock.sleep(100, controller.signal)
    const reason = new Error('enough')
    expect(time.pendingSleeps).toBe(1)

    controller.abort(reason)

    await expect(sleep).rejects.toBe(reason)
    await expect(time.clock.sleep(100, controller.signal)).rejects.toBe(reason)
    expect(time.pendingSleeps).toBe(0)
  })

  it('moves the wall clock without moving elapsed time', async () => {
    const { time } = setUp()
    const before = time.clock.now()

    await time.advance(10)
    time.setWallClock(-3_600_000)

    expect(time.clock.now()).toBe(before + 10 - 3_600_000)
    expect(time.clock.elapsed()).toBe(10)
  })

  it('lets no time pass while a Blob is being read', async () => {
    const { time } = setUp()
    const blob = new Blob([new Uint8Array(1_000_000)])
    const reading = duringRealWork(time.clock, blob.arrayBuffer()).then(() => time.clock.elapsed())
    void time.clock.sleep(5, signal)

    await time.advance(10)

    expect(await reading).toBe(0)
  })

  it('goes on until something comes true, and no further', async () => {
    const { time, woken, sleep } = setUp()
    sleep('a', 10)
    sleep('b', 20)
    sleep('c', 30)

    await time.until(() => woken.length === 2)

    expect(time.clock.elapsed()).toBe(20)
    expect(time.pendingSleeps).toBe(1)
  })

  it('says that something can never come true', async () => {
    const { time } = setUp()

    await expect(time.until(() => false)).rejects.toThrow('Nothing moves any more')
  })

  it('gives up after a day', async () => {
    const { time } = setUp()
    const controller = new AbortController()
    void keepSleeping(controller.signal)

    await expect(time.until(() => false)).rejects.toThrow('A day has passed')
    controller.abort()

    async function keepSleeping(stop: AbortSignal): Promise<void> {
      while (!stop.aborted) await time.clock.sleep(10 * 3_600_000, stop).catch(() => {})
    }
  })
})

function setUp() {
  const time = createVirtualTime()
  const woken: string[] = []
  return { time, woken, sleep }

  function sleep(name: string, milliseconds: number): void {
    void time.clock
      .sleep(milliseconds, signal)
      .then(() => woken.push(`${name} at ${time.clock.elapsed()}`))
  }
}
