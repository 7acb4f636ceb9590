import type { JournalEntry } from '../ports/upload-journal.ts'
import { discardUpload } from './discard-upload.ts'
import { claimEntry } from './ownership.ts'
import type { Shared } from './shared.ts'
import { UploadMemory } from './upload-memory.ts'

export interface EarlierEntriesOptions {
  /** Milliseconds: entries untouched for longer are forgotten. */
  readonly ttl: number
  /** Nothing is begun after it. */
  readonly signal: AbortSignal
}

/** Entries that earlier visits left behind: read once, each taken up by one upload at most. */
export class EarlierEntries {
  readonly #shared: Shared
  readonly #options: EarlierEntriesOptions
  readonly #taken = new Set<string>()
  #loaded: Promise<readonly JournalEntry[]> | null = null

  constructor(shared: Shared, options: EarlierEntriesOptions) {
    this.#shared = shared
    this.#options = options
  }

  /** All that nobody took up yet, oldest first. */
  async untaken(): Promise<readonly JournalEntry[]> {
    return (await this.#load()).filter((entry) => !this.#taken.has(entry.id))
  }

  /** The oldest entry of the same file, for the upload that asks first. */
  async takeByIdentity(identity: string): Promise<JournalEntry | undefined> {
    const entries = await this.untaken()
    return entries.find(
      (entry) => entry.identity === identity && entry.state !== 'discarding' && this.take(entry),
    )
  }

  /** Returns whether nobody took it up before. */
  take({ id }: JournalEntry): boolean {
    if (this.#taken.has(id)) return false
    this.#taken.add(id)
    return true
  }

  /** Sees to the tombstone of a cancel that could not reach the storage. */
  async sweep(entry: JournalEntry): Promise<void> {
    const { signal } = this.#options
    if (!this.take(entry)) return
    if (entry.owner !== null && (await this.#shared.tabs.isAlive(entry.owner))) return
    if (signal.aborted) return
    const claimed = await claimEntry(this.#shared, entry)
    if (claimed) await discardUpload(this.#shared, new UploadMemory(this.#shared, claimed), signal)
  }

  #load(): Promise<readonly JournalEntry[]> {
    this.#loaded ??= this.#read()
    return this.#loaded
  }

  async #read(): Promise<readonly JournalEntry[]> {
    const { journal, storage, tabs, files, clock } = this.#shared
    files.forgetBefore(clock.now() - this.#options.ttl)
    const entries = await journal.list(storage.id)
    const kept: JournalEntry[] = []
    for (const entry of entries)
      if (entry.owner !== tabs.id && !(await this.#expire(entry))) kept.push(entry)
    return kept
  }

  /** Forgets what is too old, unless a tab still works on it. */
  async #expire({ id, owner, touchedAt }: JournalEntry): Promise<boolean> {
    const { clock, tabs, writer } = this.#shared
    if (touchedAt >= clock.now() - this.#options.ttl) return false
    if (owner !== null && (await tabs.isAlive(owner))) return false
    void writer.write({ type: 'forget', id })
    return true
  }
}
