import type { Clock } from '../../ports/environment.ts'

/**
 * The life of one page. When it dies its memory is gone: no promise that it waits for ever settles,
 * so nothing that it would have done next is done.
 */
export class PageLife {
  readonly #clock: Clock
  readonly #mourners = new Set<() => void>()
  #isAlive = true
  #sleeps = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  /** Sleeps of this page that are not over. */
  get pendingSleeps(): number {
    return this.#sleeps
  }

  die(): void {
    if (!this.#isAlive) return
    this.#isAlive = false
    for (const mourn of this.#mourners) mourn()
    this.#mourners.clear()
  }

  /** Returns how to stop listening. */
  onDeath(listener: () => void): () => void {
    this.#mourners.add(listener)
    return () => void this.#mourners.delete(listener)
  }

  /** Settles like `work` while the page lives, and never afterwards. */
  live<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      work.then(
        (result) => this.#isAlive && resolve(result),
        (reason: unknown) => this.#isAlive && reject(reason),
      )
    })
  }

  /** The clock as this page has it. */
  get clock(): Clock {
    const clock = this.#clock
    return {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      sleep: (milliseconds, signal) => this.live(this.#sleep(milliseconds, signal)),
    }
  }

  async #sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.#sleeps += 1
    try {
      await this.#clock.sleep(milliseconds, signal)
    } finally {
      this.#sleeps -= 1
    }
  }
}
