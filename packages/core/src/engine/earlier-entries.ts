import type { JournalEntry } from '../ports/upload-journal.ts'
import type { Shared } from './shared.ts'

/** Entries that earlier visits left behind: read once, each taken up by one upload at most. */
export class EarlierEntries {
  readonly #shared: Shared
  readonly #ttl: number
  readonly #taken = new Set<string>()
  #loaded: Promise<ReadonlyMap<string, JournalEntry>> | null = null

  /** `ttl` in milliseconds: entries untouched for longer are forgotten. */
  constructor(shared: Shared, ttl: number) {
    this.#shared = shared
    this.#ttl = ttl
  }

  /** All that nobody took up yet, oldest first. */
  async untaken(): Promise<readonly JournalEntry[]> {
    return [...(await this.#load()).values()].filter(({ id }) => !this.#taken.has(id))
  }

  /** The entry of the same file, for the upload that asks first. */
  async takeByIdentity(identity: string): Promise<JournalEntry | undefined> {
    const entry = (await this.#load()).get(identity)
    if (!entry || entry.state === 'discarding' || this.#taken.has(entry.id)) return undefined
    this.take(entry)
    return entry
  }

  take({ id }: JournalEntry): void {
    this.#taken.add(id)
  }

  #load(): Promise<ReadonlyMap<string, JournalEntry>> {
    this.#loaded ??= this.#read()
    return this.#loaded
  }

  async #read(): Promise<ReadonlyMap<string, JournalEntry>> {
    const { journal, storage, tabs, writer, clock } = this.#shared
    const oldest = clock.now() - this.#ttl
    const byIdentity = new Map<string, JournalEntry>()
    for (const entry of await journal.list(storage.id)) {
      if (entry.owner === tabs.id) continue
      const isExpired = entry.touchedAt < oldest
      if (isExpired) void writer.write({ type: 'forget', id: entry.id })
      // Tombstones keep a place of their own: the same file may be on its way again.
      else byIdentity.set(entry.state === 'discarding' ? entry.id : entry.identity, entry)
    }
    return byIdentity
  }
}
