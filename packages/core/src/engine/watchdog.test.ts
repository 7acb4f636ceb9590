import { describe, expect, it } from 'vitest'
import { createVirtualTime } from '../testing/virtual-time.ts'
import { Movement, withWatchdog } from './watchdog.ts'

const MiB = 1024 * 1024

describe('withWatchdog', () => {
  it('ends a body that stopped moving for 30 seconds', async () => {
    const { time, watch, progress } = setUp({ bytes: MiB })
    const outcome = watch()
    progress(1000)
    await time.advance(29_000)
    progress(2000)
    await time.advance(29_000)
    expect(outcome.error).toBeUndefined()
    await time.advance(6_000)
    expect(outcome.error).toMatchObject({ code: 'timed-out' })
  })

  it('waits a minute for the answer after the last byte, and ten for Complete', async () => {
    const { time, watch, progress } = setUp({ bytes: MiB })
    const outcome = watch()
    progress(MiB)
    await time.advance(58_000)
    expect(outcome.error).toBeUndefined()
    await time.advance(7_000)
    expect(outcome.error).toMatchObject({ code: 'timed-out' })

    const complete = setUp({ bytes: 0, answerLimit: 600_000 })
    const patient = complete.watch()
    await complete.time.advance(590_000)
    expect(patient.error).toBeUndefined()
    await complete.time.advance(15_000)
    expect(patient.error).toMatchObject({ code: 'timed-out' })
  })

  it('gives a request that shows no progress a deadline by its size', async () => {
    const { time, watch } = setUp({ bytes: MiB })
    const outcome = watch()
    await time.advance(30_000 + (MiB / 8192) * 1000 + 55_000)
    expect(outcome.error).toBeUndefined()
    await time.advance(10_000)
    expect(outcome.error).toMatchObject({ code: 'timed-out' })
  })

  it('has no limit for a request that waits in line while a sibling moves', async () => {
    const { time, watch, movement } = setUp({ bytes: MiB })
    const outcome = watch()
    for (let minute = 0; minute < 60; minute += 1) {
      movement.moved(time.clock.elapsed())
      await time.advance(60_000)
    }
    expect(outcome.error).toBeUndefined()
  })

  it('does not count the time that the machine slept', async () => {
    const { time, watch, progress } = setUp({ bytes: MiB })
    const outcome = watch()
    progress(1000)
    await time.settle()
    time.clock.moveTo(time.clock.elapsed() + 8 * 60 * 60_000)
    await time.advance(20_000)
    expect(outcome.error).toBeUndefined()
  })

  it('does not count it where the monotonic clock stops while the machine sleeps', async () => {
    const { time, watch, progress } = setUp({ bytes: MiB })
    const outcome = watch()
    progress(1000)
    await time.advance(28_000)
    time.setWallClock(8 * 60 * 60_000)
    await time.advance(25_000)
    expect(outcome.error).toBeUndefined()
    await time.advance(10_000)
    expect(outcome.error).toMatchObject({ code: 'timed-out' })
  })

  it('ends a stalled body in a hidden tab too, whose timers come once a minute', async () => {
    const { time, watch, progress } = setUp({ bytes: MiB })
    const outcome = watch()
    progress(1000)
    await time.settle()
    for (let wake = 0; wake < 8; wake += 1) await late(60_000)
    expect(outcome.error).toMatchObject({ code: 'timed-out' })

    async function late(milliseconds: number): Promise<void> {
      time.clock.moveTo(time.clock.elapsed() + milliseconds)
      await time.advance(0)
    }
  })

  it('never ends one that moves in a hidden tab, whose timers come once a minute', async () => {
    const { time, watch, progress } = setUp({ bytes: MiB })
    const outcome = watch()
    for (let wake = 1; wake <= 60; wake += 1) {
      progress(wake)
      time.clock.moveTo(time.clock.elapsed() + 60_000)
      progress(wake)
      await time.advance(0)
    }
    expect(outcome.error).toBeUndefined()
  })

  it('does not take the time that the machine slept for slowness', async () => {
    const { time, watch, movement, finish } = setUp({ bytes: MiB })
    movement.finished(MiB, 10_000)
    const before = movement.deadlineFor(MiB)
    watch()
    await time.advance(4_000)
    time.clock.moveTo(time.clock.elapsed() + 8 * 60 * 60_000)
    await time.advance(1_000)
    finish()
    await time.settle()
    expect(movement.deadlineFor(MiB)).toBe(before)
  })

  it('leaves no timer behind', async () => {
    const { time, watch, finish } = setUp({ bytes: MiB })
    watch()
    await time.settle()
    finish()
    await time.settle()
    expect(time.pendingSleeps).toBe(0)
  })
})

function setUp({ bytes, answerLimit }: { bytes: number; answerLimit?: number }) {
  const time = createVirtualTime()
  const movement = new Movement()
  let report = (_sentBytes: number): void => {}
  let finish = (): void => {}
  const { signal } = new AbortController()

  function watch(): { error?: unknown } {
    const outcome: { error?: unknown } = {}
    const options = { clock: time.clock, movement, signal, bytes }
    withWatchdog({ ...options, ...(answerLimit && { answerLimit }) }, (stopped, onProgress) => {
      report = onProgress
      return new Promise<void>((resolve, reject) => {
        finish = resolve
        stopped.addEventListener('abort', () => reject(stopped.reason))
      })
    }).catch((error: unknown) => {
      outcome.error = error
    })
    return outcome
  }
  return {
    time,
    movement,
    watch,
    progress: (sentBytes: number) => report(sentBytes),
    finish: () => finish(),
  }
}
