/** Chance that can be repeated: the same seed makes the same choices. */
export interface Random {
  /** From 0 to 1, exclusive. */
  next(): number
  /** A whole number from 0 to `count`, exclusive. */
  below(count: number): number
  chance(probability: number): boolean
  oneOf<Value>(values: Choices<Value>): Value
}

/** What can be chosen; a value that is named twice is chosen twice as often. */
export type Choices<Value> = readonly [Value, ...Value[]]

export function createRandom(seed: number): Random {
  let state = seed >>> 0

  return {
    next,
    below: (count) => Math.floor(next() * count),
    chance: (probability) => next() < probability,
    oneOf: (values) => values[Math.floor(next() * values.length)] ?? values[0],
  }

  /** Mulberry32. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
