/** How urgent a request is among those that wait for a connection. */
export interface SlotRequest {
  /**
   * `control` is small and unblocks others; one `whole` goes before any `part`, so that small files
   * pass a large one.
   */
  readonly kind: 'control' | 'whole' | 'part'
  /** Bytes that the request holds in memory while it is sent. */
  readonly bytes: number
  /** Higher goes first. */
  readonly priority: number
  /** Lower is older and goes first. */
  readonly order: number
}

interface Waiting {
  readonly request: SlotRequest
  readonly enter: () => void
}

export interface SlotsOptions {
  /** Requests at once. */
  readonly size: number
  /** Bytes of all requests at once; a single request may exceed it. */
  readonly maxBytes: number
}

/** The connections that all uploads share: bounded in number and in bytes. */
export class Slots {
  readonly size: number
  readonly #maxBytes: number
  readonly #waiting = new Set<Waiting>()
  #used = 0
  #usedByWhole = 0
  #bytes = 0

  constructor({ size, maxBytes }: SlotsOptions) {
    this.size = size
    this.#maxBytes = maxBytes
  }

  /** A connection is free, and nothing waits for one. */
  get hasIdle(): boolean {
    return this.#used < this.size && this.#waiting.size === 0
  }

  /** Runs `task` once a slot is free. Waiting ends with the signal; a running task ends itself. */
  async use<Result>(
    request: SlotRequest,
    signal: AbortSignal,
    task: () => Promise<Result>,
  ): Promise<Result> {
    await this.#take(request, signal)
    try {
      return await task()
    } finally {
      this.#count(request, -1)
      this.#admit()
    }
  }

  #take(request: SlotRequest, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const leave = () => {
        this.#waiting.delete(waiting)
        reject(signal.reason)
      }
      const waiting: Waiting = {
        request,
        enter: () => {
          signal.removeEventListener('abort', leave)
          resolve()
        },
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.add(waiting)
      this.#admit()
    })
  }

  #admit(): void {
    while (this.#used < this.size) {
      const next = this.#mostUrgent()
      if (!next) return
      this.#waiting.delete(next)
      // Counted before the task begins: admission must not depend on when promises settle.
      this.#count(next.request, 1)
      next.enter()
    }
  }

  #mostUrgent(): Waiting | undefined {
    let best: Waiting | undefined
    for (const waiting of this.#waiting)
      if (this.#fits(waiting.request) && (!best || this.#isBefore(waiting.request, best.request)))
        best = waiting
    return best
  }

  #fits({ bytes }: SlotRequest): boolean {
    return this.#bytes === 0 || this.#bytes + bytes <= this.#maxBytes
  }

  #isBefore(a: SlotRequest, b: SlotRequest): boolean {
    return (this.#rank(a) - this.#rank(b) || b.priority - a.priority || a.order - b.order) < 0
  }

  #rank({ kind }: SlotRequest): number {
    if (kind === 'control') return 0
    return kind === 'whole' && this.#usedByWhole === 0 ? 1 : 2
  }

  #count({ kind, bytes }: SlotRequest, change: 1 | -1): void {
    this.#used += change
    this.#bytes += change * bytes
    if (kind === 'whole') this.#usedByWhole += change
  }
}
