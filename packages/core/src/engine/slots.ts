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
  /** Small whole files go two to a slot. @default false */
  readonly pairsSmall?: boolean
}

/** The bytes of a request that is over before its page could have got the next one ready. */
const smallBody = 1024 * 1024

/** The connections that all uploads share: bounded in number and in bytes. */
export class Slots {
  readonly size: number
  readonly #maxBytes: number
  readonly #pairsSmall: boolean
  readonly #waiting = new Set<Waiting>()
  #used = 0
  #usedByWhole = 0
  #bytes = 0

  constructor({ size, maxBytes, pairsSmall = false }: SlotsOptions) {
    this.size = size
    this.#maxBytes = maxBytes
    this.#pairsSmall = pairsSmall
  }

  /** A connection is free, and nothing waits for one. */
  get hasIdle(): boolean {
    return this.#used + 1 <= this.size && this.#waiting.size === 0
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
      // What is first in line waits for room: what is smaller must not pass it for ever.
      if (!next || this.#used + this.#shareOf(next.request) > this.size) return
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

  /** Of a slot. One of two small files waits in the browser, so that their connection never does. */
  #shareOf({ kind, bytes }: SlotRequest): number {
    return this.#pairsSmall && kind === 'whole' && bytes <= smallBody ? 0.5 : 1
  }

  #count(request: SlotRequest, change: 1 | -1): void {
    const { kind, bytes } = request
    this.#used += change * this.#shareOf(request)
    this.#bytes += change * bytes
    if (kind === 'whole') this.#usedByWhole += change
  }
}
