import { partAt, sizeOf, type PartPlan } from './part.ts'

export type PartState = 'waiting' | 'sending' | 'stored' | 'reused'

/** One part as a person sees it. */
export interface PartProgress {
  readonly number: number
  readonly state: PartState
  readonly sentBytes: number
  /** In bytes. */
  readonly size: number
  /** How many times it had to be sent again. */
  readonly repeats: number
}

/** The parts of one upload. Cheap to hand out: `at` reads, nothing is copied. */
export interface PartsView {
  readonly count: number
  /** Grows with every change; a new view object comes with it. */
  readonly version: number
  /** The part at this index, counted from 0. Throws a `RangeError` outside `count`. */
  at(index: number): PartProgress
}

/** All of it as plain data, for another tab. One element a part. */
export interface PartStatesCopy extends PartPlan {
  readonly state: Uint8Array
  readonly sent: Float64Array
  readonly repeats: Uint16Array
}

const states: readonly PartState[] = ['waiting', 'sending', 'stored', 'reused']

/** States of all parts in typed arrays: every change is O(1), at 10,000 parts too. */
export class PartStates {
  #plan: PartPlan
  // As long as the longest plan was: who holds an older view may still ask for its parts.
  #state: Uint8Array
  #sent: Float64Array
  #repeats: Uint16Array
  #sentBytes = 0
  #stored = 0
  #reused = 0
  #version = 0

  constructor(plan: PartPlan) {
    this.#plan = plan
    this.#state = new Uint8Array(plan.partCount)
    this.#sent = new Float64Array(plan.partCount)
    this.#repeats = new Uint16Array(plan.partCount)
  }

  get plan(): PartPlan {
    return this.#plan
  }

  get sentBytes(): number {
    return this.#sentBytes
  }

  /** Parts that the storage holds, reused ones included. */
  get storedParts(): number {
    return this.#stored
  }

  get reusedParts(): number {
    return this.#reused
  }

  /** The bytes of this part that the network took so far. Late news of a stored part is dropped. */
  progressed(number: number, sentBytes: number): void {
    if (isHeld(this.#at(number - 1).state)) return
    this.#set(number, 'sending', Math.min(sentBytes, sizeOf(partAt(this.plan, number))))
  }

  stored(number: number, state: 'stored' | 'reused' = 'stored'): void {
    this.#set(number, state, sizeOf(partAt(this.plan, number)))
  }

  /** The attempt came to nothing, or what was stored cannot be used: to be sent again. */
  repeated(number: number): void {
    this.#repeats[number - 1] = (this.#repeats[number - 1] ?? 0) + 1
    this.#set(number, 'waiting', 0)
  }

  /** Parts that wait are cut anew: the plan differs in those alone. */
  recut(plan: PartPlan): void {
    const length = plan.partCount
    this.#plan = plan
    this.#version += 1
    if (length <= this.#state.length) return
    const [state, sent, repeats] = [this.#state, this.#sent, this.#repeats]
    this.#state = new Uint8Array(length)
    this.#sent = new Float64Array(length)
    this.#repeats = new Uint16Array(length)
    this.#state.set(state)
    this.#sent.set(sent)
    this.#repeats.set(repeats)
  }

  copy(): PartStatesCopy {
    const count = this.plan.partCount
    return {
      ...this.plan,
      state: this.#state.slice(0, count),
      sent: this.#sent.slice(0, count),
      repeats: this.#repeats.slice(0, count),
    }
  }

  /** `undefined` for what does not fit together. */
  static from({ state, sent, repeats, ...plan }: PartStatesCopy): PartStates | undefined {
    const count = plan.partCount
    if (state.length !== count || sent.length !== count || repeats.length !== count)
      return undefined
    const copied = new PartStates(plan)
    for (let index = 0; index < count; index += 1) {
      const [known, bytes] = [states[state[index] ?? -1], sent[index] ?? -1]
      if (!known || !(bytes >= 0 && bytes <= sizeOf(partAt(plan, index + 1)))) return undefined
      copied.#set(index + 1, known, bytes)
    }
    copied.#repeats.set(repeats)
    return copied
  }

  view(): PartsView {
    return { count: this.plan.partCount, version: this.#version, at: (index) => this.#at(index) }
  }

  #at(index: number): PartProgress {
    const state = states[this.#state[index] ?? -1]
    if (!state) throw new RangeError(`There is no part at index ${index}.`)
    const number = index + 1
    return {
      number,
      state,
      sentBytes: this.#sent[index] ?? 0,
      size: sizeOf(partAt(this.plan, number)),
      repeats: this.#repeats[index] ?? 0,
    }
  }

  #set(number: number, state: PartState, sentBytes: number): void {
    const index = number - 1
    const before = states[this.#state[index] ?? 0] ?? 'waiting'
    this.#stored += Number(isHeld(state)) - Number(isHeld(before))
    this.#reused += Number(state === 'reused') - Number(before === 'reused')
    this.#sentBytes += sentBytes - (this.#sent[index] ?? 0)
    this.#state[index] = states.indexOf(state)
    this.#sent[index] = sentBytes
    this.#version += 1
  }
}

function isHeld(state: PartState): boolean {
  return state === 'stored' || state === 'reused'
}
