import type { Clock } from '../ports/environment.ts'

/** A timer that comes so many milliseconds late means that the page was frozen or the machine slept. */
const frozenAfter = 5_000

/** How long one upload has gone without progress: what the retry policy's budget is measured by. */
export class Patience {
  readonly #clock: Clock
  #progressAt: number
  #excusedUntil = 0
  #milestones = 0

  constructor(clock: Clock) {
    this.#clock = clock
    this.#progressAt = clock.elapsed()
  }

  /** Counts requests that succeeded: each one starts the back-off of the others afresh. */
  get milestones(): number {
    return this.#milestones
  }

  progressed(): void {
    this.#progressAt = this.#clock.elapsed()
  }

  milestone(): void {
    this.#milestones += 1
    this.progressed()
  }

  /**
   * The time since then does not count, in `elapsed` milliseconds. Several requests may excuse the
   * same time: it is taken off once.
   */
  excuseSince(from: number): void {
    const now = this.#clock.elapsed()
    this.#progressAt += Math.max(0, now - Math.max(from, this.#excusedUntil, this.#progressAt))
    this.#excusedUntil = now
  }

  /** A timer was due then: if it comes far too late, the time in between does not count. */
  excuseFreeze(due: number): void {
    if (this.#clock.elapsed() - due > frozenAfter) this.excuseSince(due)
  }

  withoutProgress(): number {
    return Math.max(0, this.#clock.elapsed() - this.#progressAt)
  }
}
