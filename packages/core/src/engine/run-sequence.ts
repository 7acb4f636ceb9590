import { UploadError } from '../model/upload-error.ts'

/** Made once: of ten thousand uploads each starts a run at once. */
const anotherRun = new UploadError('canceled', 'Another run took over.')

/** The runs of one upload. Two never overlap: the next one starts when the one before has settled. */
export class RunSequence {
  readonly #life: AbortSignal
  #current = new AbortController()
  #ended: Promise<unknown> = Promise.resolve()

  /** After `life` nothing starts any more. */
  constructor(life: AbortSignal) {
    this.#life = life
  }

  /** Aborted when the run under way is. */
  get signal(): AbortSignal {
    return this.#current.signal
  }

  /** Ends the run under way, and starts this one after it, unless yet another one comes. */
  start(task: (signal: AbortSignal) => Promise<void>): void {
    if (this.#life.aborted) return
    this.end(anotherRun)
    this.#current = new AbortController()
    const { signal } = this.#current
    this.#ended = this.#ended.then(() => (signal.aborted ? undefined : task(signal)))
  }

  /** Ends the run under way. */
  end(reason: unknown): void {
    this.#current.abort(reason)
  }

  /** What is to be done when the last run has settled; the next one waits for it. */
  async afterwards(task: () => Promise<void>): Promise<void> {
    this.#ended = this.#ended.then(task)
    await this.#ended
  }

  /** Work beside the runs that has to settle, too, before everything has wound down. */
  async beside<Result>(work: Promise<Result>): Promise<Result> {
    const ended = this.#ended
    this.#ended = work.then(() => ended)
    return work
  }

  /** Resolves when everything has wound down. */
  async settled(): Promise<void> {
    await this.#ended
  }
}
