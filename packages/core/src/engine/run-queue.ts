/** What waits for its turn to run. */
export interface Queued {
  /** Files that go in one request and files in parts have places of their own. */
  readonly lane: 'whole' | 'parts'
  /** Higher goes first; equals go in the order they came. */
  readonly priority: number
  /**
   * Settles when the run is over. Never rejects. `leave` frees its place before that, for a run that
   * only waits.
   */
  readonly start: (leave: () => void) => Promise<void>
}

/** Runs at once. A few large files fill every connection; small ones need some overlap. */
const places = { whole: 8, parts: 3 } as const

/** Which uploads have a run under way. Ten thousand may wait; a handful run. */
export class RunQueue {
  readonly #waiting = {
    whole: new Map<number, Set<Queued>>(),
    parts: new Map<number, Set<Queued>>(),
  }
  readonly #running = { whole: 0, parts: 0 }

  add(queued: Queued): void {
    const byPriority = this.#waiting[queued.lane]
    const equals = byPriority.get(queued.priority)
    if (equals) equals.add(queued)
    else byPriority.set(queued.priority, new Set([queued]))
    this.#fill(queued.lane)
  }

  /** Takes it out of the line; one that runs already is not stopped. */
  remove(queued: Queued): void {
    const byPriority = this.#waiting[queued.lane]
    const equals = byPriority.get(queued.priority)
    if (equals?.delete(queued) && equals.size === 0) byPriority.delete(queued.priority)
  }

  #fill(lane: Queued['lane']): void {
    while (this.#running[lane] < places[lane]) {
      const next = this.#first(lane)
      if (!next) return
      this.remove(next)
      const leave = this.#placeIn(lane)
      void next.start(leave).finally(leave)
    }
  }

  /** Takes a place. Returns how to free it, which happens once. */
  #placeIn(lane: Queued['lane']): () => void {
    let isTaken = true
    this.#running[lane] += 1
    return () => {
      if (!isTaken) return
      isTaken = false
      this.#running[lane] -= 1
      this.#fill(lane)
    }
  }

  #first(lane: Queued['lane']): Queued | undefined {
    const byPriority = this.#waiting[lane]
    if (byPriority.size === 0) return undefined
    const [first] = byPriority.get(Math.max(...byPriority.keys())) ?? []
    return first
  }
}
