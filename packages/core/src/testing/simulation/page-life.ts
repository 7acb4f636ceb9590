import type { Clock } from '../../ports/environment.ts'

/**
 * - `awake`: everything happens when it does.
 * - `hidden`: timers come late, as in tabs that nobody looks at.
 * - `still`: nothing happens until the page is awake again: frozen, or in the back/forward cache.
 */
export type Liveliness = 'awake' | 'hidden' | 'still'

/** Timers of hidden pages fire at whole multiples of so many milliseconds. */
const hiddenBeat = 60_000

/**
 * The life of one page. When it dies its memory is gone: no promise that it waits for ever settles,
 * so nothing that it would have done next is done.
 */
export class PageLife {
  readonly #clock: Clock
  readonly #mourners = new Set<() => void>()
  readonly #held: (() => void)[] = []
  #isAlive = true
  #liveliness: Liveliness = 'awake'
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

  get liveliness(): Liveliness {
    return this.#liveliness
  }

  /** What was held back happens at once, in order. */
  become(liveliness: Liveliness): void {
    this.#liveliness = liveliness
    if (liveliness === 'still') return
    for (const happen of this.#held.splice(0)) happen()
  }

  /** Lets something happen to the page when it can: now, later, or never. */
  happen(what: () => void): void {
    if (!this.#isAlive) return
    if (this.#liveliness === 'still') this.#held.push(what)
    else what()
  }

  die(): void {
    if (!this.#isAlive) return
    this.#isAlive = false
    this.#held.length = 0
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
        (result) => this.happen(() => resolve(result)),
        (reason: unknown) => this.happen(() => reject(reason)),
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
      if (this.#liveliness !== 'hidden') return
      const late = hiddenBeat - (this.#clock.elapsed() % hiddenBeat)
      await this.#clock.sleep(late, signal)
    } finally {
      this.#sleeps -= 1
    }
  }
}
