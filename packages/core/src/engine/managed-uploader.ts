import { UploadError } from '../model/upload-error.ts'
import { isRunning } from '../model/upload-phase.ts'
import type { TabMessage } from '../ports/tabs.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { Observable } from '../ports/observable.ts'
import type { KeptFile } from '../ports/file-access.ts'
import type {
  AddAllOptions,
  AddOptions,
  RestoreOptions,
  Upload,
  Uploader,
  UploaderOptions,
  UploadTotals,
} from '../ports/uploader.ts'
import { bearUpload, identify, restoreUpload } from './birth.ts'
import { EarlierEntries } from './earlier-entries.ts'
import { ManagedUpload, type UploadBirth, type UploadHost } from './managed-upload.ts'
import { findOffers, type Offer } from './offered-uploads.ts'
import { ObservableValue } from './observable-value.ts'
import { restoreUploads } from './restore-uploads.ts'
import { RunQueue } from './run-queue.ts'
import { shareOptions } from './share-options.ts'
import type { Shared } from './shared.ts'
import { TabNews } from './tab-news.ts'
import { TotalsView } from './totals-view.ts'
import { UploadIndex } from './upload-index.ts'
import { rememberedParts } from './upload-view.ts'

const dayInMilliseconds = 24 * 60 * 60_000

/** The list of uploads, and what all of them share. */
export class ManagedUploader implements Uploader {
  readonly #shared: Shared
  readonly #host: UploadHost
  readonly #news: TabNews
  readonly #ttl: number
  #earlier: EarlierEntries
  /** Aborted when the uploader is disposed. */
  readonly #lifetime = new AbortController()
  /** Aborted when everything is forgotten, too. */
  #visit = new AbortController()
  readonly #uploads: ObservableValue<readonly ManagedUpload[]>
  readonly #totals: TotalsView
  readonly #index = new UploadIndex()
  /** Added in this visit and not yet asked whether an earlier one left an entry. */
  readonly #fresh = new WeakSet<Upload>()
  #order = 0
  #restoring: Promise<readonly Upload[]> | null = null
  #forgetting: Promise<void> | null = null

  readonly #release: () => void

  /** `release` frees what was created for this uploader alone. */
  constructor(options: UploaderOptions, release: () => void = () => {}) {
    this.#release = release
    this.#shared = shareOptions(options, {
      lifetime: this.#lifetime.signal,
      onJournalUnavailable: () => {
        for (const upload of this.#index) upload.journalFailed()
      },
    })
    const { scheduler, tabs } = this.#shared
    this.#news = new TabNews(tabs, (message) => this.#hear(message))
    this.#ttl = (options.ttlDays ?? 7) * dayInMilliseconds
    this.#earlier = this.#openEarlier()
    this.#uploads = new ObservableValue<readonly ManagedUpload[]>([], scheduler)
    this.#totals = new TotalsView(
      () => Array.from(this.#index, (upload) => upload.getSnapshot()),
      scheduler,
    )
    this.#host = {
      shared: this.#shared,
      queue: new RunQueue(),
      news: this.#news,
      findEarlier: (upload) => this.#findEarlier(upload),
      onChange: () => this.#totals.changed(),
    }
    this.subscribe = this.#uploads.subscribe
    this.getSnapshot = this.#uploads.getSnapshot
    this.totals = this.#totals
  }

  readonly subscribe: Observable<readonly Upload[]>['subscribe']
  readonly getSnapshot: Observable<readonly Upload[]>['getSnapshot']
  readonly totals: Observable<UploadTotals>

  add(source: File | Blob, options: AddOptions = {}): Upload {
    const known = this.#find(source, options)
    if (known) return resumeWith(known, source, options)
    const upload = this.#bear(source, options)
    this.#list([upload])
    return upload
  }

  addAll(sources: Iterable<File | Blob>, options: AddAllOptions = {}): readonly Upload[] {
    const born: ManagedUpload[] = []
    const all = Array.from(sources, (source, index) => {
      const own = typeof options === 'function' ? options(source, index) : options
      const known = this.#find(source, own)
      if (known) return resumeWith(known, source, own)
      const upload = this.#bear(source, own)
      born.push(upload)
      return upload
    })
    this.#list(born)
    return all
  }

  get(id: string): Upload | undefined {
    return this.#index.get(id)
  }

  restore(options: RestoreOptions = {}): Promise<readonly Upload[]> {
    this.#restoring ??= this.#restore(options)
    return this.#restoring
  }

  remove(id: string): void {
    const upload = this.#index.get(id)
    if (!upload) return
    const { status, file } = upload.getSnapshot()
    if (status !== 'done' && status !== 'failed' && status !== 'canceled')
      throw new UploadError('still-running', `“${file.name}” is not finished. Cancel it first.`)
    if (status === 'failed') void upload.cancel()
    this.#unlist(upload)
  }

  credentialsChanged(): void {
    this.#shared.storage.credentialsChanged?.()
    this.#shared.credentialsWakeup.wake()
  }

  forgetAll(): Promise<void> {
    this.#forgetting = Promise.all([this.#forgetting, this.#forget()]).then(() => {})
    return this.#forgetting
  }

  async #forget(): Promise<void> {
    const { journal, tabs } = this.#shared
    const forgotten = [...this.#index]
    for (const upload of forgotten) this.#unlist(upload)
    const stopped = this.#endVisit(forgotten)
    // What is added from now on belongs to a visit of its own.
    this.#visit = new AbortController()
    this.#earlier = this.#openEarlier()
    this.#restoring = null
    await stopped
    await journal.clear()
    await this.#shared.files.clear()
    // Other tabs may wait for what will not come.
    for (const { entry, hasEnded } of forgotten)
      if (entry.owner === tabs.id && !hasEnded)
        tabs.post({ type: 'settled', id: entry.id, object: null })
  }

  async dispose(): Promise<void> {
    this.#lifetime.abort(new UploadError('disposed', 'The uploader was disposed.'))
    await Promise.all([this.#forgetting, this.#endVisit([...this.#index])])
    this.#news.stop()
    this.#shared.tabs.leave()
    this.#shared.journal.close()
    this.#shared.files.close()
    this.#release()
  }

  /** Everything that was begun winds down; what is on the storage stays there. */
  async #endVisit(uploads: readonly ManagedUpload[]): Promise<void> {
    this.#visit.abort(new UploadError('disposed', 'The uploader stopped.'))
    await Promise.all([this.#restoring, ...uploads.map((upload) => upload.stop())])
    await this.#shared.writer.flushed()
  }

  #openEarlier(): EarlierEntries {
    return new EarlierEntries(this.#shared, { ttl: this.#ttl, signal: this.#visit.signal })
  }

  /** The upload that this file already is, unless that one was canceled. */
  #find(source: File | Blob, options: AddOptions): ManagedUpload | undefined {
    const identity = identify(this.#shared, source, options)
    const known = this.#index.find(source, identity)
    return known?.getSnapshot().status === 'canceled' ? undefined : known
  }

  #bear(file: File | Blob, options: AddOptions): ManagedUpload {
    this.#news.listen()
    const { entry, snapshot } = bearUpload(this.#shared, file, options)
    if (snapshot.status === 'queued') void this.#shared.writer.write({ type: 'put', entry })
    const upload = new ManagedUpload(this.#host, {
      entry,
      snapshot,
      file,
      handle: options.handle,
      priority: options.priority ?? 0,
      order: this.#order++,
      life: this.#visit.signal,
    })
    this.#fresh.add(upload)
    this.#index.add(upload, file)
    return upload
  }

  #list(uploads: readonly ManagedUpload[]): void {
    if (uploads.length === 0) return
    this.#uploads.set([...this.#uploads.getSnapshot(), ...uploads])
    this.#totals.changed()
  }

  #unlist(upload: ManagedUpload): void {
    this.#index.remove(upload)
    this.#uploads.set(this.#uploads.getSnapshot().filter((other) => other !== upload))
    this.#totals.changed()
  }

  async #restore({ goOn = true }: RestoreOptions): Promise<readonly Upload[]> {
    const { signal } = this.#visit
    if (signal.aborted) return []
    this.#news.listen()
    const entries = await this.#earlier.untaken()
    const kept = await this.#shared.files.find(entries.map(({ id }) => id))
    const restored = await restoreUploads({
      earlier: this.#earlier,
      isAwaited: (identity) => this.#isFresh(this.#index.ofIdentity(identity)),
      revive: (entry) => this.#revive(entry, { kept: kept.get(entry.id), goOn }),
      signal,
    })
    this.#list(restored)
    const offers = await findOffers(this.#shared, signal)
    // Everything was forgotten meanwhile, or stopped.
    if (signal.aborted) return []
    const offered = offers.map((offer) => this.#place(offer))
    this.#list(offered)
    return [...restored, ...offered]
  }

  #isFresh(upload: ManagedUpload | undefined): boolean {
    return upload !== undefined && this.#fresh.has(upload)
  }

  /** Begun in another browser: nothing of it is kept here until its file was chosen. */
  #place(offer: Offer): ManagedUpload {
    const upload = this.#raise({ ...offer, file: null })
    this.#index.add(upload, null)
    return upload
  }

  #raise(birth: Pick<UploadBirth, 'entry' | 'snapshot' | 'file' | 'kept'>): ManagedUpload {
    const rank = { priority: 0, order: this.#order++, life: this.#visit.signal }
    return new ManagedUpload(this.#host, { ...birth, ...rank })
  }

  async #revive(entry: JournalEntry, { kept, goOn }: Revival): Promise<ManagedUpload> {
    const { journal, tabs } = this.#shared
    const newborn = restoreUpload(this.#shared, entry, kept?.at ?? 'none')
    const upload = this.#raise({ ...newborn, file: null, kept })
    this.#index.add(upload, null)
    const numbers = entry.partSize > 0 ? await journal.parts(entry.id) : []
    const parts = numbers.map(({ number }) => number)
    upload.showRemembered(rememberedParts(entry.file.size, entry.partSize, parts))
    const isUnclear = entry.state === 'completing' || entry.state === 'confirming'
    const isElsewhere = entry.owner !== null && (await tabs.isAlive(entry.owner))
    if (isUnclear || isElsewhere) upload.recover({ goOn })
    else if (goOn) upload.goOn()
    return upload
  }

  async #findEarlier(upload: ManagedUpload): Promise<JournalEntry | undefined> {
    if (!this.#isFresh(upload)) return undefined
    const entry = await this.#earlier.takeByIdentity(upload.entry.identity)
    this.#fresh.delete(upload)
    return entry
  }

  #hear(message: TabMessage): void {
    const upload = this.#index.ofEntry(message.id)
    if (!upload) return
    if (message.type === 'settled') upload.settleElsewhere({ object: message.object })
    else if (upload.entry.owner === this.#shared.tabs.id) void upload.cancel()
  }
}

interface Revival {
  readonly kept: KeptFile | undefined
  readonly goOn: boolean
}

/** The same file again is the same upload; one that stands still goes on with it. */
function resumeWith(upload: ManagedUpload, source: File | Blob, options: AddOptions): Upload {
  const { status } = upload.getSnapshot()
  if (status !== 'done' && !isRunning(status)) upload.resume(source, options)
  return upload
}
