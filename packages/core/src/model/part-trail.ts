import type { PartInFlight } from './hedge.ts'
import type { StoredPace } from './part-pace.ts'

/** More are thinned out: the trail of a part takes the same memory, however long it is under way. */
const maxSamples = 64

interface Sample {
  readonly at: number
  readonly bytes: number
}

/** What one sending of one part has moved, and when. */
export class PartTrail implements PartInFlight {
  readonly number: number
  readonly size: number
  #startedAt: number
  #allSentAt: number | null = null
  #samples: Sample[] = []
  /** Milliseconds between samples. */
  #spacing = 25
  #stoodStill = false

  constructor(part: { readonly number: number; readonly size: number }, now: number) {
    this.number = part.number
    this.size = part.size
    this.#startedAt = now
  }

  get startedAt(): number {
    return this.#startedAt
  }

  get allSentAt(): number | null {
    return this.#allSentAt
  }

  moved(bytes: number, now: number): void {
    if (bytes >= this.size) this.#allSentAt ??= now
    const last = this.#samples.at(-1)
    if (last && bytes <= last.bytes) return
    if (last && now - last.at < this.#spacing && bytes < this.size) return
    this.#samples.push({ at: now, bytes })
    if (this.#samples.length <= maxSamples) return
    this.#spacing *= 2
    this.#samples = this.#samples.filter((_, index) => index % 2 === 0)
  }

  sentBy(moment: number): number {
    for (let index = this.#samples.length - 1; index >= 0; index -= 1) {
      const sample = this.#samples[index]
      if (sample && sample.at <= moment) return sample.bytes
    }
    return 0
  }

  /** The page stood still: how long it took until now says nothing. */
  restart(now: number): void {
    const bytes = this.sentBy(now)
    this.#stoodStill = true
    this.#startedAt = now
    if (this.#allSentAt !== null) this.#allSentAt = now
    this.#samples = bytes > 0 ? [{ at: now, bytes }] : []
  }

  /** How it went, when the answer came now; `null` where that says nothing of its connection. */
  storedAt(now: number): StoredPace | null {
    if (this.#stoodStill) return null
    const { size, startedAt } = this
    return { size, duration: now - startedAt, answer: now - (this.#allSentAt ?? startedAt) }
  }
}
