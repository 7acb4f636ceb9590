export interface QueuedRun {
  /** Files that go in one request and files in parts have places of their own. */
  readonly lane: 'whole' | 'parts'
  /** Higher goes first; equals go in the order they came. */
  readonly priority: number
  /** Takes the run out of the line; one that runs already is not stopped. */
  readonly signal: AbortSignal
}

interface Queued extends QueuedRun {
  readonly start: () => void
}

/**
 * Runs at once. A few large files fill every connection; of small ones several get ready while others
 * are sent, and several are waiting for the journal to forget them.
 */
const places = { whole: 24, parts: 3 } as const

/** Which uploads have a run under way. Ten thousand may wait; a handful run. */
export class RunQueue {
  readonly #waiting = {
    whole: new Map<number, Set<Queued>>(),
    parts: new Map<number, Set<Queued>>(),
  }
  readonly #running = { whole: 0, parts: 0 }

  /** Runs it when it is its turn; it never rejects. Resolves when the run is over, or out of the line. */
  run({ lane, priority, signal }: QueuedRun, task: () => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const leave = () => {
        this.#remove(queued)
        resolve()
      }
      const start = () => {
        signal.removeEventListener('abort', leave)
        this.#running[lane] += 1
        void task()
          .finally(() => {
            this.#running[lane] -= 1
            this.#fill(lane)
          })
          .then(resolve)
      }
      const queued: Queued = { lane, priority, signal, start }
      signal.addEventListener('abort', leave, { once: true })
      this.#add(queued)
    })
  }

  #add(queued: Queued): void {
    const byPriority = this.#waiting[queued.lane]
    const equals = byPriority.get(queued.priority)
    if (equals) equals.add(queued)
    else byPriority.set(queued.priority, new Set([queued]))
    this.#fill(queued.lane)
  }

  #remove(queued: Queued): void {
    const byPriority = this.#waiting[queued.lane]
    const equals = byPriority.get(queued.priority)
    if (equals?.delete(queued) && equals.size === 0) byPriority.delete(queued.priority)
  }

  #fill(lane: Queued['lane']): void {
    while (this.#running[lane] < places[lane]) {
      const next = this.#first(lane)
      if (!next) return
      this.#remove(next)
      next.start()
    }
  }

  #first(lane: Queued['lane']): Queued | undefined {
    const byPriority = this.#waiting[lane]
    if (byPriority.size === 0) return undefined
    const [first] = byPriority.get(Math.max(...byPriority.keys())) ?? []
    return first
  }
}
