import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBatchingScheduler, createId } from './browser-environment.ts'
import { systemClock } from './system-clock.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('createBatchingScheduler', () => {
  it('lets the first change be felt at once, with all that the same task brings', async () => {
    const { schedule, flushed } = setUp()

    schedule('a')
    schedule('b')
    expect(flushed).toEqual([])
    await vi.advanceTimersByTimeAsync(0)

    expect(flushed).toEqual(['a', 'b'])
  })

  it('brings a burst together at the end of the interval', async () => {
    const { schedule, flushed } = setUp()
    schedule('first')
    await vi.advanceTimersByTimeAsync(0)

    for (const name of ['b', 'c', 'd']) {
      await vi.advanceTimersByTimeAsync(20)
      schedule(name)
    }
    expect(flushed).toEqual(['first'])
    await vi.advanceTimersByTimeAsync(40)

    expect(flushed).toEqual(['first', 'b', 'c', 'd'])
  })

  it('flushes at most ten times a second, however often something changes', async () => {
    const { schedule, flushes } = setUp()

    for (let elapsed = 0; elapsed < 990; elapsed += 10) {
      schedule('progress')
      await vi.advanceTimersByTimeAsync(10)
    }

    expect(flushes()).toBe(10)
  })

  it('is quick again after a quiet time, and keeps no timer in it', async () => {
    const { schedule, flushed } = setUp()
    schedule('a')
    await vi.advanceTimersByTimeAsync(500)
    expect(vi.getTimerCount()).toBe(0)

    schedule('b')
    await vi.advanceTimersByTimeAsync(0)

    expect(flushed).toEqual(['a', 'b'])
  })
})

describe('systemClock', () => {
  const sleeping = (signal: AbortSignal): Promise<void> => systemClock.sleep(1_000, signal)

  it('sleeps as long as it was told, and leaves nothing behind', async () => {
    const { signal } = new AbortController()
    const listeners = vi.spyOn(signal, 'removeEventListener')
    const slept = sleeping(signal)

    await vi.advanceTimersByTimeAsync(1_000)

    await expect(slept).resolves.toBeUndefined()
    expect(listeners).toHaveBeenCalledOnce()
  })

  it('wakes with the reason when aborted, and leaves no timer behind', async () => {
    const controller = new AbortController()
    const slept = sleeping(controller.signal)

    controller.abort('paused')

    await expect(slept).rejects.toBe('paused')
    expect(vi.getTimerCount()).toBe(0)
    await expect(sleeping(controller.signal)).rejects.toBe('paused')
  })
})

describe('createId', () => {
  it('gives 128 bits in hex, never the same', () => {
    const ids = Array.from({ length: 1_000 }, createId)

    expect(new Set(ids).size).toBe(1_000)
    expect(ids.filter((id) => !/^[0-9a-f]{32}$/.test(id))).toEqual([])
  })
})

interface Bench {
  readonly schedule: (name: string) => void
  /** What subscribers heard, in order. */
  readonly flushed: readonly string[]
  /** How many moments there were in which they heard something. */
  readonly flushes: () => number
}

function setUp(): Bench {
  const scheduler = createBatchingScheduler(100)
  const flushed: string[] = []
  const moments = new Set<number>()
  return {
    schedule: (name) =>
      scheduler(() => {
        flushed.push(name)
        moments.add(Date.now())
      }),
    flushed,
    flushes: () => moments.size,
  }
}
