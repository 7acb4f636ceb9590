import type { FileAt } from '../model/upload-phase.ts'
import type { FilePlace, KeptFile } from '../ports/file-access.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { FileKeeper } from './file-keeper.ts'
import { Source } from './source.ts'

export interface WayToFileOptions {
  /** Chosen in this tab. */
  readonly file: File | Blob | null
  /** What an earlier visit left. */
  readonly kept: KeptFile | undefined
}

/**
 * How one upload comes by its file: it was chosen here, another tab lent it, or an earlier visit
 * left a way back to it.
 */
export class WayToFile {
  readonly #files: FileKeeper
  #source: Source | null
  /** The file as the tab that drives the upload has it, to go on with when that one is gone. */
  #lent: File | Blob | null = null
  #kept: KeptFile | undefined
  #place: FilePlace | undefined
  #attempt: Promise<File | Blob | null> | null = null

  constructor(files: FileKeeper, { file, kept }: WayToFileOptions) {
    this.#files = files
    this.#source = file && new Source(file)
    this.#kept = kept
  }

  /** What runs here send from. */
  get source(): Source | null {
    return this.#source
  }

  get file(): File | Blob | null {
    return this.#source?.file ?? this.#lent
  }

  get at(): FileAt {
    return this.file ? 'hand' : (this.#kept?.at ?? 'none')
  }

  choose(file: File | Blob): void {
    if (file !== this.#source?.file) this.#source = new Source(file)
  }

  lend(file: File | Blob): void {
    this.#lent = file
  }

  /** It was of no use to the tab that lent it. */
  returnLent(): void {
    this.#lent = null
  }

  /** Another tab sends this file from now on, and answers for it: not for one that was chosen since. */
  handOver(file: File | Blob): void {
    if (this.#source && this.#source.file !== file) return
    this.#source = null
    this.#lent = file
  }

  /** What is at hand becomes what is sent from here. */
  takeLent(): Source | null {
    this.#source ??= this.#lent && new Source(this.#lent)
    return this.#source
  }

  keepHandle({ id, file }: JournalEntry, handle: FilePlace['handle']): void {
    this.#place = { handle, path: file.relativePath }
    this.#files.keepPlace(id, this.#place)
  }

  /** From the first part on there is something to lose: then a file without a place is copied. */
  keep({ id, remote }: JournalEntry): void {
    if (!this.#source || !remote || this.#files.has(id)) return
    if (this.#place) this.#files.keepPlace(id, this.#place)
    else this.#files.keepCopy(id, this.#source.file)
  }

  /** Looks for what another tab may have left meanwhile. */
  async look(id: string): Promise<void> {
    if (!this.file) this.#kept ??= (await this.#files.find([id])).get(id)
  }

  /** One attempt at a time. Calls the browser at once: a click does not last long. Never rejects. */
  open(id: string): Promise<File | Blob | null> {
    this.#attempt ??= this.#open(id).finally(() => {
      this.#attempt = null
    })
    return this.#attempt
  }

  /** Nobody chose it now. */
  reopened(file: File | Blob): void {
    this.#source = new Source(file, true)
  }

  async #open(id: string): Promise<File | Blob | null> {
    try {
      return (await this.#kept?.open()) ?? null
    } catch {
      // A question that was closed may be asked again; a file that is gone may not.
      this.#kept = (await this.#files.find([id])).get(id)
      return null
    }
  }
}
