import { UploadError } from '../model/upload-error.ts'
import { isRunning } from '../model/upload-phase.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { Observable } from '../ports/observable.ts'
import type {
  AddAllOptions,
  AddOptions,
  RestoreOptions,
  Upload,
  Uploader,
  UploaderOptions,
  UploadTotals,
} from '../ports/uploader.ts'
import { Arrivals } from './arrivals.ts'
import { bearUpload, describeChosen, type ChosenFile, type UploadBirth } from './birth.ts'
import { ManagedUpload, type UploadHost } from './managed-upload.ts'
import { Neighbourhood } from './neighbourhood.ts'
import { ObservableValue } from './observable-value.ts'
import { RunQueue } from './run-queue.ts'
import { shareOptions } from './share-options.ts'
import type { Shared } from './shared.ts'
import { TotalsView } from './totals-view.ts'
import { UploadIndex } from './upload-index.ts'

const dayInMilliseconds = 24 * 60 * 60_000

/** The list of uploads, and what all of them share. */
export class ManagedUploader implements Uploader {
  readonly #shared: Shared
  readonly #host: UploadHost
  readonly #others: Neighbourhood
  readonly #ttl: number
  /** Aborted when the uploader is disposed. */
  readonly #lifetime = new AbortController()
  /** Aborted when everything is forgotten, too. */
  #visit = new AbortController()
  #arrivals: Arrivals
  readonly #uploads: ObservableValue<readonly ManagedUpload[]>
  readonly #totals: TotalsView
  readonly #index = new UploadIndex()
  /** Added in this visit and not yet asked whether an earlier one left an entry. */
  readonly #fresh = new WeakSet<Upload>()
  #order = 0
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
    const { scheduler } = this.#shared
    this.#others = new Neighbourhood(this.#shared, {
      uploads: () => this.#index,
      find: (id) => this.#index.ofEntry(id),
      meet: (from, snapshot) => this.#arrivals.meet(from, snapshot),
    })
    this.#ttl = (options.ttlDays ?? 7) * dayInMilliseconds
    this.#uploads = new ObservableValue<readonly ManagedUpload[]>([], scheduler)
    this.#totals = new TotalsView(
      () => Array.from(this.#index, (upload) => upload.getSnapshot()),
      scheduler,
    )
    this.#host = {
      shared: this.#shared,
      queue: new RunQueue(),
      others: this.#others,
      findEarlier: (upload) => this.#findEarlier(upload),
      onChange: (upload) => {
        this.#totals.changed()
        this.#others.talk.changed(upload)
      },
    }
    this.#arrivals = this.#openArrivals()
    this.subscribe = this.#uploads.subscribe
    this.getSnapshot = this.#uploads.getSnapshot
    this.totals = this.#totals
  }

  readonly subscribe: Observable<readonly Upload[]>['subscribe']
  readonly getSnapshot: Observable<readonly Upload[]>['getSnapshot']
  readonly totals: Observable<UploadTotals>

  add(source: File | Blob, options: AddOptions = {}): Upload {
    const chosen = describeChosen(this.#shared, source, options)
    const known = this.#find(chosen)
    if (known) return resumeWith(known, source, options)
    const upload = this.#bear(chosen)
    this.#list([upload])
    return upload
  }

  addAll(sources: Iterable<File | Blob>, options: AddAllOptions = {}): readonly Upload[] {
    const born: ManagedUpload[] = []
    const all = Array.from(sources, (source, index) => {
      const own = typeof options === 'function' ? options(source, index) : options
      const chosen = describeChosen(this.#shared, source, own)
      const known = this.#find(chosen)
      if (known) return resumeWith(known, source, own)
      const upload = this.#bear(chosen)
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
    this.#others.enter()
    return this.#arrivals.restore(options)
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
    const { storage, tabs, credentialsWakeup } = this.#shared
    storage.credentialsChanged?.()
    credentialsWakeup.wake()
    tabs.post({ type: 'signedIn' })
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
    this.#arrivals = this.#openArrivals()
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
    this.#others.leave()
    this.#shared.journal.close()
    this.#shared.files.close()
    this.#release()
  }

  /** Everything that was begun winds down; what is on the storage stays there. */
  async #endVisit(uploads: readonly ManagedUpload[]): Promise<void> {
    this.#visit.abort(new UploadError('disposed', 'The uploader stopped.'))
    await Promise.all([this.#arrivals.settled(), ...uploads.map((upload) => upload.stop())])
    await this.#shared.writer.flushed()
  }

  /** The upload that this file already is, unless that one was canceled. */
  #find({ file, identity }: ChosenFile): ManagedUpload | undefined {
    const known = this.#index.find(file, identity)
    return known?.getSnapshot().status === 'canceled' ? undefined : known
  }

  #bear(chosen: ChosenFile): ManagedUpload {
    const { file, options } = chosen
    this.#others.enter()
    const { entry, snapshot } = bearUpload(this.#shared, chosen)
    if (snapshot.status === 'queued') void this.#shared.writer.write({ type: 'put', entry })
    const upload = this.#raise({
      entry,
      snapshot,
      file,
      handle: options.handle,
      priority: options.priority ?? 0,
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

  #openArrivals(): Arrivals {
    const { signal } = this.#visit
    return new Arrivals(
      {
        shared: this.#shared,
        index: this.#index,
        isAwaited: (identity) => this.#isFresh(this.#index.ofIdentity(identity)),
        raise: (birth) => this.#raise({ ...birth, file: null, priority: 0, life: signal }),
        list: (uploads) => {
          if (!signal.aborted) this.#list(uploads)
        },
      },
      { ttl: this.#ttl, signal },
    )
  }

  #raise(birth: Omit<UploadBirth, 'order'>): ManagedUpload {
    return new ManagedUpload(this.#host, { ...birth, order: this.#order++ })
  }

  #isFresh(upload: ManagedUpload | undefined): boolean {
    return upload !== undefined && this.#fresh.has(upload)
  }

  async #findEarlier(upload: ManagedUpload): Promise<JournalEntry | undefined> {
    if (!this.#isFresh(upload)) return undefined
    const entry = await this.#arrivals.earlier.takeByIdentity(upload.entry.identity)
    this.#fresh.delete(upload)
    return entry
  }
}

/** The same file again is the same upload; one that stands still goes on with it. */
function resumeWith(upload: ManagedUpload, source: File | Blob, options: AddOptions): Upload {
  const { status } = upload.getSnapshot()
  if (status !== 'done' && !isRunning(status)) upload.resume(source, options)
  return upload
}
