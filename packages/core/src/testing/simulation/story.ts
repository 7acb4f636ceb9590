/** What happened, in the words of a person who watched: one line each, in order. */
export class Story {
  readonly #elapsed: () => number
  readonly #lines: string[] = []

  /** `elapsed` in milliseconds. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
  }

  tell(who: string, what: string): void {
    const seconds = (this.#elapsed() / 1000).toFixed(3)
    this.#lines.push(`${seconds.padStart(10)} s  ${who.padEnd(7)}  ${what}`)
  }

  get length(): number {
    return this.#lines.length
  }

  toString(): string {
    return this.#lines.join('\n')
  }
}
