import type { UploadSnapshot } from '../model/upload-phase.ts'
import type { KeptFile } from '../ports/file-access.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { RestoreOptions, Upload } from '../ports/uploader.ts'
import type { UploadBirth } from './birth.ts'
import { EarlierEntries, type EarlierEntriesOptions } from './earlier-entries.ts'
import type { ManagedUpload } from './managed-upload.ts'
import { findOffers } from './offered-uploads.ts'
import type { Pilot } from './pilot.ts'
import { mayBeFinished } from './recover-finish.ts'
import { restoreUploads } from './restore-uploads.ts'
import { rememberedParts, restoreUpload } from './restored-upload.ts'
import type { Shared } from './shared.ts'
import type { UploadIndex } from './upload-index.ts'

export interface ArrivalsHost {
  readonly shared: Shared
  readonly index: UploadIndex
  /** Whether an upload of this file was added in this visit and will take up an entry by itself. */
  readonly isAwaited: (identity: string) => boolean
  /** Makes an upload that belongs to this visit, and finds it from then on. */
  readonly raise: (birth: Pick<UploadBirth, 'entry' | 'snapshot' | 'kept' | 'goesOn'>) => {
    readonly upload: ManagedUpload
    readonly pilot: Pilot
  }
  readonly list: (uploads: readonly ManagedUpload[]) => void
}

interface Meeting {
  latest: { readonly from: string; readonly snapshot: UploadSnapshot }
  readonly shown: Promise<void>
}

/**
 * What comes to the list without being added, in one visit: left by earlier ones, begun in another
 * browser, or driven by another tab.
 */
export class Arrivals {
  readonly earlier: EarlierEntries
  readonly #host: ArrivalsHost
  readonly #signal: AbortSignal
  #restoring: Promise<readonly Upload[]> | null = null
  #goesOn = true
  /** Uploads of other tabs, by entry, that are on their way to the list. */
  readonly #meetings = new Map<string, Meeting>()

  constructor(host: ArrivalsHost, options: EarlierEntriesOptions) {
    this.#host = host
    this.#signal = options.signal
    this.earlier = new EarlierEntries(host.shared, options)
  }

  restore({ goOn = true }: RestoreOptions): Promise<readonly Upload[]> {
    if (!this.#restoring) this.#goesOn = goOn
    this.#restoring ??= this.#restore()
    return this.#restoring
  }

  /** Another tab drives an upload that is not listed here: it is, once the list was asked for. */
  meet(from: string, snapshot: UploadSnapshot): void {
    const { id } = snapshot
    if (!this.#restoring) return
    const known = this.#meetings.get(id)
    if (known) {
      // More may be said of it before it is listed: the last word counts.
      known.latest = { from, snapshot }
      return
    }
    const met = this.#greet(id, this.#restoring).finally(() => this.#meetings.delete(id))
    const meeting: Meeting = {
      latest: { from, snapshot },
      shown: met.then(() => {
        const { latest } = meeting
        this.#host.index.ofEntry(id)?.pilot?.showElsewhere(latest.from, latest.snapshot)
      }),
    }
    this.#meetings.set(id, meeting)
  }

  /** Resolves when nobody is on the way any more. */
  async settled(): Promise<void> {
    await Promise.all([this.#restoring, ...[...this.#meetings.values()].map(({ shown }) => shown)])
  }

  async #restore(): Promise<readonly Upload[]> {
    const { shared, index, isAwaited, raise, list } = this.#host
    const signal = this.#signal
    if (signal.aborted) return []
    const entries = await this.earlier.untaken()
    const kept = await shared.files.find(entries.map(({ id }) => id))
    const restored = await restoreUploads({
      earlier: this.earlier,
      isAwaited,
      revive: (entry) => this.#revive(entry, kept.get(entry.id)),
      signal,
    })
    list(restored)
    const offers = await findOffers(shared, signal)
    // Everything was forgotten meanwhile, or stopped.
    if (signal.aborted) return []
    const offered = offers.map((offer) => {
      const { upload } = raise(offer)
      index.add(upload, null)
      return upload
    })
    list(offered)
    return [...restored, ...offered]
  }

  async #greet(id: string, restoring: Promise<unknown>): Promise<void> {
    const { shared, index, list } = this.#host
    const { journal, storage, files } = shared
    await restoring
    if (this.#signal.aborted || index.ofEntry(id)) return
    const entry = await journal.get(id)
    const isOurs = entry?.storageId === storage.id && entry.state !== 'discarding'
    if (!isOurs || index.ofIdentity(entry.identity)) return
    if (this.#signal.aborted || !this.earlier.take(entry)) return
    const kept = await files.find([id])
    list([await this.#revive(entry, kept.get(id))])
  }

  async #revive(entry: JournalEntry, kept: KeptFile | undefined): Promise<ManagedUpload> {
    const { shared, index, raise } = this.#host
    const { journal, tabs } = shared
    const newborn = restoreUpload(shared, entry, kept?.at ?? 'none')
    const { upload, pilot } = raise({ ...newborn, kept, goesOn: this.#goesOn })
    index.add(upload, null)
    const numbers = entry.partSize > 0 ? await journal.parts(entry.id) : []
    const parts = numbers.map(({ number }) => number)
    pilot.view.showRemembered(rememberedParts(entry, parts))
    const isElsewhere = entry.owner !== null && (await tabs.isAlive(entry.owner))
    if (isElsewhere) pilot.follow()
    else if (mayBeFinished(entry)) pilot.recover()
    else pilot.goOn()
    return upload
  }
}
