import {
  isRunning,
  isSettled,
  UploadError,
  type AddOptions,
  type FileInfo,
  type Observable,
  type PartProgress,
  type PartsView,
  type StoredObject,
  type Upload,
  type UploadPhase,
  type UploadSnapshot,
  type Uploader,
  type UploadFacts,
  type UploadTotals,
} from '@resumable-upload/core'
import { sumTotals } from '../observe/sum-totals.ts'

/** An upload whose state the test decides. */
export interface DrivenUpload extends Upload {
  /** Replaces phase and facts as the engine would. */
  report(change: Partial<UploadFacts> | (UploadPhase & Partial<UploadFacts>)): void
  /** Replaces what is known of its parts. */
  showParts(parts: readonly PartProgress[]): void
  /** The commands it was given, oldest first. */
  readonly commands: readonly string[]
  /** The files it was resumed with. */
  readonly resumedWith: readonly (File | Blob)[]
  /** The handles it was added or resumed with. */
  readonly handles: readonly unknown[]
}

export interface DrivenUploader extends Uploader {
  /** The upload of the file of this name. */
  find(name: string): DrivenUpload
  /** Puts an upload on the list that no file was added for, as `restore` does. */
  place(phase: UploadPhase, facts?: Partial<UploadFacts>): DrivenUpload
  readonly restores: number
  /** Whether the last call of `restore` let uploads go on by themselves. */
  readonly goesOn: boolean
  /** How many subscriptions to the list and to uploads are alive. */
  readonly subscriptions: number
}

export interface DrivenUploaderOptions {
  /** Refuses a file that was chosen again. */
  readonly refuseResume?: (file: File | Blob) => UploadError | null
}

/** An `Uploader` that sends nothing: commands move the machine, tests report the rest. */
export function createDrivenUploader(options: DrivenUploaderOptions = {}): DrivenUploader {
  const { refuseResume = () => null } = options
  const list = observable<readonly DrivenUpload[]>([])
  const subscriptions = new Set<() => void>()
  let restores = 0
  let goesOn = true
  let nextId = 1

  function count<Value>(inner: Observable<Value>): Observable<Value> {
    return {
      getSnapshot: inner.getSnapshot,
      subscribe(listener) {
        const stop = inner.subscribe(listener)
        subscriptions.add(stop)
        return () => {
          stop()
          subscriptions.delete(stop)
        }
      },
    }
  }

  function place(
    phase: UploadPhase,
    facts: Partial<UploadFacts> = {},
    handle?: unknown,
  ): DrivenUpload {
    const id = `upload-${nextId++}`
    const snapshot = observable<UploadSnapshot>({ ...emptyFacts(id), ...facts, ...phase })
    const upload = createDrivenUpload(id, snapshot, count(snapshot), { refuseResume, handle })
    list.set([...list.getSnapshot(), upload])
    return upload
  }

  function add(source: File | Blob, addOptions: AddOptions = {}): Upload {
    const file = describe(source, addOptions)
    const known = list.getSnapshot().find((upload) => {
      const snapshot = upload.getSnapshot()
      return !isSettled(snapshot.status) && isSame(snapshot.file, file)
    })
    const { group = '', handle } = addOptions
    if (!known) return place({ status: 'queued' }, { file, group, fileAt: 'hand' }, handle)
    if (!isRunning(known.getSnapshot().status)) known.resume(source, handle && { handle })
    return known
  }

  return {
    ...count(list),
    add,
    addAll: (sources, addOptions) =>
      Array.from(sources, (source, index) =>
        add(source, typeof addOptions === 'function' ? addOptions(source, index) : addOptions),
      ),
    get: (id) => list.getSnapshot().find((upload) => upload.id === id),
    async restore({ goOn = true } = {}) {
      restores += 1
      goesOn = goOn
      return list.getSnapshot()
    },
    remove(id) {
      const upload = list.getSnapshot().find((candidate) => candidate.id === id)
      const status = upload?.getSnapshot().status ?? 'done'
      if (!isSettled(status) && status !== 'failed') {
        throw new UploadError('still-running', 'This upload is still running. Cancel it first.')
      }
      list.set(list.getSnapshot().filter((candidate) => candidate !== upload))
    },
    credentialsChanged() {},
    async forgetAll() {
      list.set([])
    },
    async dispose() {},
    totals: {
      subscribe: list.subscribe,
      getSnapshot: (): UploadTotals =>
        sumTotals(list.getSnapshot().map((one) => one.getSnapshot())),
    },
    find(name) {
      const upload = list.getSnapshot().find((one) => one.getSnapshot().file.name === name)
      if (!upload) throw new RangeError(`No upload of ${name}.`)
      return upload
    },
    place,
    get restores() {
      return restores
    },
    get goesOn() {
      return goesOn
    },
    get subscriptions() {
      return subscriptions.size
    },
  }
}

interface UploadTraits {
  readonly refuseResume: (file: File | Blob) => UploadError | null
  readonly handle?: unknown
}

function createDrivenUpload(
  id: string,
  snapshot: SettableObservable<UploadSnapshot>,
  watched: Observable<UploadSnapshot>,
  { refuseResume, handle }: UploadTraits,
): DrivenUpload {
  const commands: string[] = []
  const resumedWith: (File | Blob)[] = []
  const handles: unknown[] = handle ? [handle] : []
  const parts = observable<PartsView>(viewOf([]))

  function report(change: object): void {
    // Tests report phases with the payload that belongs to them.
    snapshot.set({ ...snapshot.getSnapshot(), ...change } as UploadSnapshot)
  }

  return {
    ...watched,
    id,
    commands,
    resumedWith,
    handles,
    report,
    parts,
    showParts: (shown) => parts.set(viewOf(shown)),
    pause() {
      commands.push('pause')
      if (isRunning(snapshot.getSnapshot().status)) report({ status: 'paused', rate: null })
    },
    resume(file, { handle: given } = {}) {
      commands.push('resume')
      if (given) handles.push(given)
      const error = file && refuseResume(file)
      if (error) throw error
      if (file) resumedWith.push(file)
      report({ status: 'queued', waitingFor: null, fileAt: 'hand' })
    },
    async cancel() {
      commands.push('cancel')
      report({ status: 'canceled' })
    },
    settled: () =>
      new Promise<StoredObject>((resolve, reject) => {
        function check(): void {
          const now = snapshot.getSnapshot()
          if (now.status === 'done') resolve(now.object)
          if (now.status === 'failed') reject(new UploadError(now.error.code, now.error.message))
          if (now.status === 'canceled') reject(new UploadError('canceled', 'Canceled.'))
        }
        snapshot.subscribe(check)
        check()
      }),
  }
}

function viewOf(parts: readonly PartProgress[]): PartsView {
  return {
    count: parts.length,
    version: 0,
    at: (index) => parts[index] ?? fail(`There is no part at index ${index}.`),
  }
}

interface SettableObservable<Value> extends Observable<Value> {
  set(value: Value): void
}

function observable<Value>(initial: Value): SettableObservable<Value> {
  const listeners = new Set<() => void>()
  let value = initial
  return {
    getSnapshot: () => value,
    subscribe(listener) {
      const entry = (): void => listener()
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    set(next) {
      value = next
      for (const listener of listeners) listener()
    },
  }
}

function describe(source: File | Blob, options: AddOptions): FileInfo {
  const file = source instanceof File ? source : null
  return {
    name: options.name ?? file?.name ?? 'blob',
    size: source.size,
    type: source.type,
    lastModified: file?.lastModified ?? 0,
    relativePath: options.relativePath ?? file?.webkitRelativePath ?? '',
  }
}

function isSame(one: FileInfo, other: FileInfo): boolean {
  return (
    (one.relativePath || one.name) === (other.relativePath || other.name) &&
    one.size === other.size &&
    one.lastModified === other.lastModified
  )
}

function emptyFacts(id: string): UploadFacts {
  return {
    id,
    group: '',
    file: { name: 'report.zip', size: 0, type: '', lastModified: 0, relativePath: '' },
    sentBytes: 0,
    partCount: 0,
    storedParts: 0,
    reusedParts: 0,
    rate: null,
    secondsLeft: null,
    waitingFor: null,
    fileAt: 'none',
    begunElsewhereAt: null,
    owner: 'here',
    journal: 'ready',
  }
}

function fail(message: string): never {
  throw new RangeError(message)
}
