import { UploadError } from '../model/upload-error.ts'
import { takesNoFile } from '../model/upload-phase.ts'
import type { Observable } from '../ports/observable.ts'
import type {
  AddAllOptions,
  AddOptions,
  RestoreOptions,
  Upload,
  Uploader,
  UploadTotals,
} from '../ports/uploader.ts'
import { bearUpload, describeChosen, type ChosenFile, type UploadBirth } from './birth.ts'
import { Entrance, type OpenRoom } from './entrance.ts'
import { layFoundation, type Foundation, type FoundationOptions } from './foundation.ts'
import { ManagedUpload, type UploadHost } from './managed-upload.ts'
import { ObservableValue } from './observable-value.ts'
import { TotalsView } from './totals-view.ts'
import { UploadIndex } from './upload-index.ts'

/** The list of uploads. What they do is done in the engine room, which is opened with the first use. */
export class ManagedUploader implements Uploader {
  readonly #foundation: Foundation
  readonly #entrance: Entrance
  readonly #uploadHost: UploadHost
  /** Aborted when the uploader is disposed. */
  readonly #lifetime = new AbortController()
  /** Aborted when everything is forgotten, too. */
  #visit = new AbortController()
  readonly #uploads: ObservableValue<readonly ManagedUpload[]>
  readonly #totals: TotalsView
  readonly #index = new UploadIndex()
  #order = 0
  #forgetting: Promise<void> | null = null

  constructor(options: FoundationOptions, openRoom: OpenRoom) {
    this.#foundation = layFoundation(options, this.#lifetime.signal)
    const { clock, scheduler, lifetime } = this.#foundation
    this.#uploads = new ObservableValue<readonly ManagedUpload[]>([], scheduler)
    this.#totals = new TotalsView(
      () => Array.from(this.#index, (upload) => upload.getSnapshot()),
      scheduler,
    )
    this.#entrance = new Entrance({
      open: () =>
        openRoom({
          foundation: this.#foundation,
          index: this.#index,
          visit: () => this.#visit.signal,
          raise: (birth) =>
            new ManagedUpload(this.#uploadHost, {
              ...birth,
              file: null,
              priority: 0,
              order: this.#order++,
            }),
          list: (uploads) => this.#list(uploads),
          remove: (id) => this.remove(id),
        }),
      clock,
      lifetime,
    })
    this.#uploadHost = {
      foundation: this.#foundation,
      callPilot: (upload) => this.#callPilot(upload),
      onChange: (upload) => {
        this.#totals.changed()
        this.#entrance.room?.changed(upload)
      },
    }
    this.subscribe = this.#uploads.subscribe
    this.getSnapshot = this.#uploads.getSnapshot
    this.totals = this.#totals
  }

  readonly subscribe: Observable<readonly Upload[]>['subscribe']
  readonly getSnapshot: Observable<readonly Upload[]>['getSnapshot']
  readonly totals: Observable<UploadTotals>

  add(source: File | Blob, options: AddOptions = {}): Upload {
    const chosen = describeChosen(this.#foundation, source, options)
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
      const chosen = describeChosen(this.#foundation, source, own)
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
    return new Promise((resolve, reject) => {
      this.#entrance.use((room) => resolve(room.restore(options)), reject)
    })
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
    this.#foundation.storage.credentialsChanged?.()
    this.#entrance.use((room) => room.credentialsChanged())
  }

  forgetAll(): Promise<void> {
    this.#forgetting = Promise.all([this.#forgetting, this.#forget()]).then(() => {})
    return this.#forgetting
  }

  #forget(): Promise<void> {
    const forgotten = [...this.#index]
    for (const upload of forgotten) this.#unlist(upload)
    this.#visit.abort(new UploadError('disposed', 'The uploader stopped.'))
    // What is added from now on belongs to a visit of its own.
    this.#visit = new AbortController()
    return new Promise((resolve, reject) => {
      this.#entrance.use((room) => resolve(room.forget(forgotten)), reject)
    })
  }

  async dispose(): Promise<void> {
    const reason = new UploadError('disposed', 'The uploader was disposed.')
    this.#lifetime.abort(reason)
    this.#visit.abort(reason)
    // What was added shall be found at the next visit, even where it did not come to begin.
    const room = this.#entrance.room ?? (await this.#entrance.awaited())
    await room?.endVisit([...this.#index])
    // Also what was asked for meanwhile. Who wanted to forget hears whether that failed.
    await this.#forgetting?.catch(() => {})
    room?.close()
  }

  /** The upload that this file already is, unless that one was canceled. */
  #find({ file, identity }: ChosenFile): ManagedUpload | undefined {
    const known = this.#index.find(file, identity)
    return known?.getSnapshot().status === 'canceled' ? undefined : known
  }

  #bear(chosen: ChosenFile): ManagedUpload {
    const { file, options } = chosen
    const { handle, priority = 0 } = options
    const newborn = bearUpload(this.#foundation, chosen, this.#entrance.room?.journal ?? 'ready')
    const life = this.#visit.signal
    const order = this.#order++
    const birth: UploadBirth = { file, handle, priority, life, order, ...newborn }
    const upload = new ManagedUpload(this.#uploadHost, birth)
    this.#index.add(upload, file)
    this.#callPilot(upload)
    return upload
  }

  #callPilot(upload: ManagedUpload): void {
    this.#entrance.use(
      (room) => room.take(upload),
      (thrown) => upload.strand(UploadError.from(thrown)),
    )
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
}

/** The same file again is the same upload; one that stands still goes on with it. */
function resumeWith(upload: ManagedUpload, source: File | Blob, options: AddOptions): Upload {
  if (!takesNoFile(upload.getSnapshot())) upload.resume(source, options)
  return upload
}
