import type { TypicalPart } from './hedge.ts'

/** Parts that an estimate is made of: two rounds of six connections. */
const remembered = 12

/** One part says little, but two agree or disagree. */
const fewest = 2

/** How one part went that was stored. */
export interface StoredPace {
  /** In bytes. */
  readonly size: number
  /** Milliseconds of the whole request. */
  readonly duration: number
  /** Milliseconds from the last byte to the answer. */
  readonly answer: number
}

/** How parts went lately: of those that were stored last, three of four were as good or better. */
export class PartPace {
  readonly #samples: StoredPace[] = []

  stored(sample: StoredPace): void {
    if (sample.duration <= 0) return
    this.#samples.push(sample)
    if (this.#samples.length > remembered) this.#samples.shift()
  }

  /** `null` until enough is known. */
  get typical(): TypicalPart | null {
    if (this.#samples.length < fewest) return null
    const rates = this.#samples.map(({ size, duration }) => (size * 1000) / duration)
    return {
      bytesPerSecond: lowerQuartile(rates),
      answer: -lowerQuartile(this.#samples.map(({ answer }) => -answer)),
    }
  }
}

function lowerQuartile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 2] ?? 0
}
