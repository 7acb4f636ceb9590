import type { JournalChange, UploadJournal } from '../ports/upload-journal.ts'

interface Batch {
  readonly changes: JournalChange[]
  durability: 'strict' | 'relaxed'
  readonly committed: Promise<void>
}

export interface JournalWriterOptions {
  /** Called at the first write, which waits for it. */
  readonly prepare: () => Promise<void>
  readonly onUnavailable: () => void
  /** Whatever else is kept of an entry goes with it. */
  readonly onForget: (id: string) => void
}

/** Ten thousand files at once must not hold the page up: a transaction takes about 50 µs for each. */
const transactionLength = 200

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
  #failed = false
  #told = false

  constructor(journal: UploadJournal, { prepare, onUnavailable, onForget }: JournalWriterOptions) {
    this.#journal = journal
    this.#prepare = prepare
    this.#onUnavailable = onUnavailable
    this.#onForget = onForget
  }

  get availability(): 'ready' | 'unavailable' {
    return this.#failed ? 'unavailable' : this.#journal.availability
  }

  /** Resolves when the change is committed, or the journal has failed. Never rejects. */
  write(change: JournalChange, durability: 'strict' | 'relaxed' = 'relaxed'): Promise<void> {
    if (change.type === 'forget') this.#onForget(change.id)
    this.#batch ??= this.#open()
    this.#batch.changes.push(change)
    if (durability === 'strict') this.#batch.durability = 'strict'
    return this.#batch.committed
  }

  /** Resolves when everything written so far is committed. */
  async flushed(): Promise<void> {
    await (this.#batch?.committed ?? this.#last)
  }

  #open(): Batch {
    // A lock that is not to be had costs other tabs the sight of us, and nothing else.
    const before = this.#last ?? this.#prepare().catch(() => {})
    const changes: JournalChange[] = []
    const batch: Batch = {
      changes,
      durability: 'relaxed',
      // Held open until the transaction before has ended: a burst becomes few transactions.
      committed: before.then(async () => {
        this.#batch = null
        await this.#commit(changes, batch.durability)
      }),
    }
    this.#last = batch.committed
    return batch
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
