/** How quickly an estimate follows: after this many milliseconds a change has come through by 63 %. */
const shortestMemory = 4_000

/** Where bytes come in bursts, an estimate is made of about this many of them. */
const bursts = 3

/** Shorter spans are all noise: events come in bursts. */
const shortestSpan = 200

/**
 * A calm estimate of how fast bytes leave: exponentially weighted by time. Where progress is hidden
 * and whole parts appear at once, it is made over several of them.
 */
export class TransferRate {
  #rate: number | null = null
  #at: number | null = null
  #bytes = 0
  /** The longest recent span without news, and the time measured in all. Milliseconds. */
  #silence = 0
  #measured = 0

  /** `bytes` is the total so far, `now` a monotonic clock in milliseconds. */
  measure(bytes: number, now: number): void {
    if (this.#at === null || bytes < this.#bytes) {
      this.#at = now
      this.#bytes = bytes
      return
    }
    const span = now - this.#at
    if (span < shortestSpan) return
    const current = ((bytes - this.#bytes) * 1000) / span
    const weight = this.#weightOf(span)
    this.#rate = (this.#rate ?? 0) * (1 - weight) + current * weight
    this.#at = now
    this.#bytes = bytes
  }

  /** Nothing moves: the next measurement starts afresh. */
  pause(): void {
    this.#rate = null
    this.#at = null
    this.#silence = 0
    this.#measured = 0
  }

  #weightOf(span: number): number {
    this.#silence = Math.max(span, this.#silence - span / 4)
    this.#measured += span
    const memory = Math.max(shortestMemory, bursts * this.#silence)
    const faded = 1 - Math.exp(-span / memory)
    // The first few bursts are simply averaged: one alone says little.
    if (this.#rate === null) return 1
    return memory > shortestMemory ? Math.max(faded, span / this.#measured) : faded
  }

  /** Bytes a second; `null` until measured. */
  get bytesPerSecond(): number | null {
    return this.#rate
  }

  secondsLeft(remainingBytes: number): number | null {
    if (!this.#rate || this.#rate < 1) return null
    return Math.ceil(remainingBytes / this.#rate)
  }
}
