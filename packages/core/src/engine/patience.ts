import type { Clock } from '../ports/environment.ts'

/** How long one upload has gone without progress: what the retry policy's budget is measured by. */
export class Patience {
  readonly #clock: Clock
  #progressAt: number
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

  /** This many milliseconds do not count. */
  excuse(milliseconds: number): void {
    this.#progressAt += milliseconds
  }

  withoutProgress(): number {
    return Math.max(0, this.#clock.elapsed() - this.#progressAt)
  }
}
