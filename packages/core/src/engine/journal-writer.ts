import type { Clock } from '../ports/environment.ts'
import type { JournalChange, UploadJournal } from '../ports/upload-journal.ts'
import { lastWords } from './last-words.ts'

interface Batch {
  readonly changes: JournalChange[]
  durability: 'strict' | 'relaxed'
  /** Aborted when it has to go out at once. */
  readonly hurry: AbortController
  readonly committed: Promise<void>
}

export interface JournalWriterOptions {
  readonly clock: Clock
  /** Called at the first write, which waits for it. */
  readonly prepare: () => Promise<void>
  readonly onUnavailable: () => void
  /** Whatever else is kept of an entry goes with it. */
  readonly onForget: (id: string) => void
}

/** Ten thousand files at once must not hold the page up: a transaction takes about 50 µs for each. */
const transactionLength = 200

/** A transaction costs about a millisecond: those that can wait are so many milliseconds apart. */
const gatheringTime = 50

/**
 * Writes to the journal in order, all changes of a tick in few transactions. A journal that fails
 * costs its memory and nothing else: the upload goes on.
 */
export class JournalWriter {
  readonly #journal: UploadJournal
  readonly #onUnavailable: () => void
  readonly #onForget: (id: string) => void
  #batch: Batch | null = null
  readonly #prepare: () => Promise<void>
  #last: Promise<void> | null = null
  readonly #clock: Clock
  #gatheredAt = Number.NEGATIVE_INFINITY
  #failed = false
  #told = false

  constructor(journal: UploadJournal, options: JournalWriterOptions) {
    const { clock, prepare, onUnavailable, onForget } = options
    this.#journal = journal
    this.#clock = clock
    this.#prepare = prepare
    this.#onUnavailable = onUnavailable
    this.#onForget = onForget
  }

  get availability(): 'ready' | 'unavailable' {
    return this.#failed ? 'unavailable' : this.#journal.availability
  }

  /** Resolves when the change is committed, or the journal has failed. Never rejects. */
  write(change: JournalChange, durability: 'strict' | 'relaxed' = 'relaxed'): Promise<void> {
    const batch = this.#add(change)
    if (durability === 'strict') batch.durability = 'strict'
    hasten(batch)
    return batch.committed
  }

  /** As `write`, for what nothing is held up by: it waits a moment for company. */
  gather(change: JournalChange): Promise<void> {
    return this.#add(change).committed
  }

  /** Resolves when everything written so far is committed. */
  async flushed(): Promise<void> {
    if (this.#batch) hasten(this.#batch)
    await (this.#batch?.committed ?? this.#last)
  }

  #add(change: JournalChange): Batch {
    if (change.type === 'forget') this.#onForget(change.id)
    this.#batch ??= this.#open()
    this.#batch.changes.push(change)
    return this.#batch
  }

  #open(): Batch {
    // A lock that is not to be had costs other tabs the sight of us, and nothing else.
    const before = this.#last ?? this.#prepare().catch(() => {})
    const changes: JournalChange[] = []
    const hurry = new AbortController()
    const batch: Batch = {
      changes,
      durability: 'relaxed',
      hurry,
      // Held open until the transaction before has ended: a burst becomes few transactions.
      committed: before.then(async () => {
        await this.#companyOrHurry(hurry.signal)
        this.#batch = null
        await this.#commit(lastWords(changes), batch.durability)
      }),
    }
    this.#last = batch.committed
    return batch
  }

  async #companyOrHurry(hurry: AbortSignal): Promise<void> {
    if (hurry.aborted) return
    const rest = this.#gatheredAt + gatheringTime - this.#clock.elapsed()
    if (rest > 0) await this.#clock.sleep(rest, hurry).catch(() => {})
    this.#gatheredAt = this.#clock.elapsed()
  }

  async #commit(
    changes: readonly JournalChange[],
    durability: 'strict' | 'relaxed',
  ): Promise<void> {
    try {
      for (let start = 0; start < changes.length; start += transactionLength)
        await this.#journal.write(changes.slice(start, start + transactionLength), { durability })
    } catch {
      this.#failed = true
    }
    // Reading may have failed before: whoever writes next learns of it.
    if (this.#told || this.availability === 'ready') return
    this.#told = true
    this.#onUnavailable()
  }
}

/** Each call of `abort` makes an error with a stack, and ten thousand files may be added at once. */
function hasten({ hurry }: Batch): void {
  if (!hurry.signal.aborted) hurry.abort()
}
