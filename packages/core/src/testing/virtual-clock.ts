import type { Clock } from '../ports/environment.ts'

/** When virtual time begins, in epoch milliseconds. */
const beginning = Date.UTC(2026, 0, 1)

interface Sleeper {
  readonly dueAt: number
  readonly wake: () => void
}

/** A clock that stands still until it is told to move. `createVirtualTime` moves it. */
export class VirtualClock implements Clock {
  readonly #sleepers = new Set<Sleeper>()
  #elapsed = 0
  #offset = 0
  #realWork = 0

  now(): number {
    return beginning + this.#elapsed + this.#offset
  }

  elapsed(): number {
    return this.#elapsed
  }

  /** Without a signal the sleep cannot be ended before its time. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const sleeper = { dueAt: this.#elapsed + Math.max(0, milliseconds), wake }
      const sleepers = this.#sleepers
      sleepers.add(sleeper)
      signal?.addEventListener('abort', stop, { once: true })

      function wake(): void {
        sleepers.delete(sleeper)
        signal?.removeEventListener('abort', stop)
        resolve()
      }
      function stop(): void {
        sleepers.delete(sleeper)
        reject(signal?.reason)
      }
    })
  }

  /** Sets the wall clock this many milliseconds off; `elapsed` does not notice. */
  setWallClock(offset: number): void {
    this.#offset = offset
  }

  /** Sleeps that are not over: what has stopped leaves none behind. */
  get pendingSleeps(): number {
    return this.#sleepers.size
  }

  /** When the next sleep is over, in `elapsed` milliseconds; `null` when nobody sleeps. */
  get nextDue(): number | null {
    return this.#nextSleeper?.dueAt ?? null
  }

  /** Moves to the end of the next sleep and ends that one only. */
  wakeNext(): void {
    const sleeper = this.#nextSleeper
    if (!sleeper) return
    this.moveTo(sleeper.dueAt)
    sleeper.wake()
  }

  moveTo(elapsed: number): void {
    this.#elapsed = Math.max(this.#elapsed, elapsed)
  }

  /** Work that takes real time, such as reading a Blob, is under way. */
  get isBusy(): boolean {
    return this.#realWork > 0
  }

  /** No virtual time passes until this work has ended. */
  async waitFor<Result>(work: Promise<Result>): Promise<Result> {
    this.#realWork += 1
    try {
      return await work
    } finally {
      this.#realWork -= 1
    }
  }

  /** The one that was first to come, of those that are due first. */
  get #nextSleeper(): Sleeper | undefined {
    let next: Sleeper | undefined
    for (const sleeper of this.#sleepers) if (!next || sleeper.dueAt < next.dueAt) next = sleeper
    return next
  }
}

/** Stops a virtual clock while real work is under way; any other clock runs on. */
export function duringRealWork<Result>(clock: Clock, work: Promise<Result>): Promise<Result> {
  return clock instanceof VirtualClock ? clock.waitFor(work) : work
}
