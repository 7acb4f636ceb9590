import type { Clock } from '../ports/environment.ts'

/** So many find their pilot at once: about ten milliseconds of work. */
const atOnce = 250

/** After so many milliseconds the page had time for other things. */
const rest = 50

export interface BoardingOptions<Passenger> {
  readonly clock: Clock
  /** After it nobody is called any more. */
  readonly lifetime: AbortSignal
  readonly board: (passenger: Passenger) => void
}

/** The way on board: at once for a few, for ten thousand in slices between which the page may draw. */
export class Boarding<Passenger> {
  readonly #options: BoardingOptions<Passenger>
  #line: Passenger[] = []
  #sliceBeganAt = Number.NEGATIVE_INFINITY
  #inSlice = 0

  constructor(options: BoardingOptions<Passenger>) {
    this.#options = options
  }

  enter(passenger: Passenger): void {
    const { clock, board } = this.#options
    if (clock.elapsed() - this.#sliceBeganAt > rest) {
      this.#sliceBeganAt = clock.elapsed()
      this.#inSlice = 0
    }
    this.#inSlice += 1
    if (this.#line.length === 0 && this.#inSlice <= atOnce) return board(passenger)
    this.#line.push(passenger)
    if (this.#line.length === 1) void this.#callNext().catch(() => {}) // The lifetime is over.
  }

  /** Nobody has to wait any longer. */
  callAll(): void {
    const all = this.#line
    this.#line = []
    for (const passenger of all) this.#options.board(passenger)
  }

  /** Nobody comes on board any more who waits now. */
  sendAway(): void {
    this.#line = []
  }

  async #callNext(): Promise<void> {
    const { clock, lifetime, board } = this.#options
    while (this.#line.length > 0) {
      await clock.sleep(0, lifetime)
      const slice = this.#line.slice(0, atOnce)
      this.#line = this.#line.slice(atOnce)
      for (const passenger of slice) board(passenger)
    }
  }
}
