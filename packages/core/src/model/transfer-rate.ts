/** How quickly an estimate follows: after this many milliseconds a change has come through by 63 %. */
const memory = 4_000

/** Shorter spans are all noise: events come in bursts. */
const shortestSpan = 200

/** A calm estimate of how fast bytes leave: exponentially weighted by time. */
export class TransferRate {
  #rate: number | null = null
  #at: number | null = null
  #bytes = 0

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
    const weight = this.#rate === null ? 1 : 1 - Math.exp(-span / memory)
    this.#rate = (this.#rate ?? 0) * (1 - weight) + current * weight
    this.#at = now
    this.#bytes = bytes
  }

  /** Nothing moves: the next measurement starts afresh. */
  pause(): void {
    this.#rate = null
    this.#at = null
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
