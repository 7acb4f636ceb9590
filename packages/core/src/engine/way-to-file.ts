import type { FileAt } from '../model/upload-phase.ts'
import type { FilePlace, KeptFile } from '../ports/file-access.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { FileKeeper } from './file-keeper.ts'

/** A file that was opened again, or how far away it turned out to be. */
export interface Reopened {
  readonly file: File | Blob | null
  readonly at: FileAt
}

/** How one upload finds its file at a later visit: what is left for it, and what was left. */
export class WayToFile {
  readonly #files: FileKeeper
  #kept: KeptFile | undefined
  #place: FilePlace | undefined
  #attempt: Promise<Reopened> | null = null

  constructor(files: FileKeeper, kept: KeptFile | undefined) {
    this.#files = files
    this.#kept = kept
  }

  keepHandle({ id, file }: JournalEntry, handle: FilePlace['handle']): void {
    this.#place = { handle, path: file.relativePath }
    this.#files.keepPlace(id, this.#place)
  }

  /** From the first part on there is something to lose: then a file without a place is copied. */
  keep({ id, remote }: JournalEntry, file: File | Blob): void {
    if (!remote || this.#files.has(id)) return
    if (this.#place) this.#files.keepPlace(id, this.#place)
    else this.#files.keepCopy(id, file)
  }

  /** One attempt at a time. Calls the browser at once: a click does not last long. Never rejects. */
  open(id: string): Promise<Reopened> {
    this.#attempt ??= this.#open(id).finally(() => {
      this.#attempt = null
    })
    return this.#attempt
  }

  async #open(id: string): Promise<Reopened> {
    try {
      const file = (await this.#kept?.open()) ?? null
      return { file, at: file ? 'hand' : 'none' }
    } catch {
      // A question that was closed may be asked again; a file that is gone may not.
      this.#kept = (await this.#files.find([id])).get(id)
      return { file: null, at: this.#kept?.at ?? 'none' }
    }
  }
}
