import type { JournalEntry } from '../../ports/upload-journal.ts'
import type { CommitListener } from './simulated-disk.ts'
import type { SimulatedPage } from './simulated-page.ts'

/**
 * Which uploads a browser and its storages have to account for in the end, and which were lost to
 * something that no page can help: a crash between an answer and its commit, a power cut, a sign-out.
 */
export class Ledger {
  /** Entries that were committed, as last seen. */
  readonly entries: Map<string, JournalEntry> = new Map()
  /** Entries that somebody canceled. */
  readonly canceled: Set<string> = new Set()
  /** Entries that some page showed as done. */
  readonly done: Set<string> = new Set()
  /** Entries that nobody has to account for. */
  readonly excused: Set<string> = new Set()
  /** Remote uploads that a page was told of, by storage and id. */
  readonly #answered = new Map<string, SimulatedPage>()
  readonly #remembered = new Set<string>()
  readonly #orphans = new Set<string>()

  readonly committed: CommitListener = (changes) => {
    if (changes === 'clear') return this.#cleared()
    for (const change of changes) {
      if (change.type === 'forget') this.#forgotten(change.id)
      if (change.type !== 'put') continue
      const { entry } = change
      this.entries.set(entry.id, entry)
      const remote = remoteOf(entry)
      if (remote) this.#remembered.add(remote)
      if (entry.state === 'discarding') this.canceled.add(entry.id)
    }
  }

  opened(page: SimulatedPage, uploadId: string): void {
    this.#answered.set(`${page.storage.id} ${uploadId}`, page)
  }

  /** What only this page knew is forgotten. */
  died(page: SimulatedPage): void {
    for (const [remote, owner] of this.#answered)
      if (owner === page && !this.#remembered.has(remote)) this.#orphans.add(remote)
  }

  /** `left` is what the disk still holds. */
  powerWasCut(left: readonly JournalEntry[]): void {
    const ids = new Set(left.map(({ id }) => id))
    const remotes = new Set(left.map(remoteOf))
    for (const id of this.entries.keys()) if (!ids.has(id)) this.excused.add(id)
    for (const id of this.#answered.keys()) if (!remotes.has(id)) this.#orphans.add(id)
  }

  /** Whether a page knew of this remote upload, and could have remembered it. */
  isAccountable(storageId: string, uploadId: string): boolean {
    const remote = `${storageId} ${uploadId}`
    return this.#answered.has(remote) && !this.#orphans.has(remote)
  }

  /** An upload that had not begun may continue under the entry of an earlier visit. */
  #forgotten(id: string): void {
    const entry = this.entries.get(id)
    if (entry?.state === 'queued' && !entry.remote) this.excused.add(id)
  }

  #cleared(): void {
    for (const id of this.entries.keys()) this.excused.add(id)
    for (const id of this.#answered.keys()) this.#orphans.add(id)
  }
}

function remoteOf({ storageId, remote }: JournalEntry): string | null {
  return remote && `${storageId} ${remote.uploadId}`
}
