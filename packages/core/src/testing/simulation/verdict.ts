/** A promise of the architecture that did not hold. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise'
  /** What was promised. */
  readonly promise: string

  constructor(promise: string, message: string) {
    super(message)
    this.promise = promise
  }
}

/**
 * Collects what goes wrong while the simulation runs. Nothing is thrown where it is noticed: there
 * the engine would catch it.
 */
export class Verdict {
  #broken: BrokenPromise | null = null

  /** Only the first counts: the others may follow from it. */
  broken(promise: string, what: string): void {
    this.#broken ??= new BrokenPromise(promise, what)
  }

  holds(isKept: boolean, promise: string, what: () => string): void {
    if (!isKept) this.broken(promise, what())
  }

  throwIfBroken(): void {
    if (this.#broken) throw this.#broken
  }
}
