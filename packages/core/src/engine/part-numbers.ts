import { recutFrom } from '../model/part.ts'
import type { PartsContext } from './held-parts.ts'

/** Parts to be sent, in order, and what has to be over before one of them is. */
export interface PartNumbers extends Iterable<number> {
  /** Resolves once the journal knows how all parts are cut that were taken so far. */
  readonly remembered: Promise<void>
}

export function fixedNumbers(numbers: readonly number[]): PartNumbers {
  return { remembered: Promise.resolve(), [Symbol.iterator]: () => numbers.values() }
}

/**
 * All parts of an upload that is new. Those that were not taken yet may be cut anew: the storage has
 * never heard of their numbers.
 */
export class NumbersWhileCutting implements PartNumbers {
  readonly #context: PartsContext
  #remembered: Promise<void> = Promise.resolve()

  constructor(context: PartsContext) {
    this.#context = context
  }

  get remembered(): Promise<void> {
    return this.#remembered
  }

  *[Symbol.iterator](): Generator<number> {
    const { states } = this.#context
    for (let number = 1; number <= states.plan.partCount; number += 1) {
      this.#cutFrom(number)
      yield number
    }
  }

  #cutFrom(number: number): void {
    const { run, states } = this.#context
    const { memory, shared } = run
    // Another tab may have taken the upload over, and the plan with it.
    if (memory.entry.owner !== shared.tabs.id) return
    const bytesPerSecond = shared.pace.typical?.bytesPerSecond ?? null
    const partSize = shared.recut(states.plan, number, { ...shared.sizes, bytesPerSecond })
    if (partSize === null) return
    const plan = recutFrom(states.plan, number, partSize)
    states.recut(plan)
    this.#remembered = memory.save({ recuts: plan.recuts }, 'strict')
    this.#remembered.catch(() => {}) // Whoever sends the part hears of it.
  }
}
