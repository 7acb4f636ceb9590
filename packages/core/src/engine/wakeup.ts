/** Lets many wait for the next time that something happens. */
export class Wakeup {
  readonly #waiting = new Set<() => void>()
  #count = 0

  /** How often it has happened: to notice that it did while something else was awaited. */
  get count(): number {
    return this.#count
  }

  wake(): void {
    this.#count += 1
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve()
  }

  /**
   * Resolves at the next `wake`; at once if there was one after `since`, an earlier `count`. Rejects
   * with the signal's reason when aborted.
   */
  next(signal: AbortSignal, since: number = this.#count): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      if (this.#count > since) return resolve()
      const stop = () => {
        this.#waiting.delete(go)
        reject(signal.reason)
      }
      const go = () => {
        signal.removeEventListener('abort', stop)
        resolve()
      }
      this.#waiting.add(go)
      signal.addEventListener('abort', stop, { once: true })
    })
  }
}
