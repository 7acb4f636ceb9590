import type { UploadEvent } from '../model/transition.ts'
import type { PartsView } from '../model/parts-view.ts'
import type { RetryPolicy } from '../model/retry-policy.ts'
import type { StoredObject } from '../model/stored-object.ts'
import type { UploadSnapshot, WaitingFor } from '../model/upload-phase.ts'
import type { UploadFailure } from '../model/upload-error.ts'
import type { Checksum } from './checksum.ts'
import type { Environment } from './environment.ts'
import type { FileAccess, FileHandle, FolderHandle } from './file-access.ts'
import type { ObjectStorage } from './object-storage.ts'
import type { Neighbours } from './neighbours.ts'
import type { Observable } from './observable.ts'
import type { Tabs } from './tabs.ts'
import type { Transport } from './transport.ts'
import type { UploadJournal } from './upload-journal.ts'

/** Everything that happens, for logs, devtools and telemetry. No secrets. */
export type UploaderEvent =
  | UploadEvent
  | {
      readonly type: 'requestStarted'
      readonly op: StorageOperation
      readonly part?: number
      /** Size of the body; 0 without one. */
      readonly bytes: number
      /** Milliseconds before it, in the same slot: credentials and signature. */
      readonly signing: number
    }
  | {
      readonly type: 'requestEnded'
      readonly op: StorageOperation
      readonly part?: number
      readonly ms: number
      /** Milliseconds from its start until its first and its last progress; `null` without any. */
      readonly sendingAfter: number | null
      readonly sentAfter: number | null
      /** HTTP status; 0 when no answer came. */
      readonly status: number
      readonly requestId: string | null
    }
  | { readonly type: 'partStored'; readonly part: number }
  /** Its connection was slow: sent once more, beside the first sending or instead of it. */
  | { readonly type: 'hedged'; readonly part: number; readonly how: 'beside' | 'instead' }
  | { readonly type: 'attemptFailed'; readonly error: UploadFailure; readonly delay: number | null }
  | { readonly type: 'waiting'; readonly for: WaitingFor }
  | { readonly type: 'reopened'; readonly reason: UploadFailure }
  | { readonly type: 'renewed' }
  | { readonly type: 'clockCorrected'; readonly offset: number }

export type StorageOperation =
  | 'open'
  | 'sendPart'
  | 'listParts'
  | 'complete'
  | 'discard'
  | 'sendWhole'
  | 'findObject'
  | 'listUnfinished'

export interface ConfirmContext {
  readonly signal: AbortSignal
  readonly metadata: Readonly<Record<string, string>>
}

export interface UploaderOptions {
  readonly storage: ObjectStorage
  readonly journal: UploadJournal
  readonly transport: Transport
  readonly checksum: Checksum
  readonly tabs: Tabs
  readonly environment: Environment
  /** Opens files again at later visits. @default every file has to be chosen again */
  readonly fileAccess?: FileAccess
  /** Lent to the storage, so that all tabs of a scope get by with the same credentials. */
  readonly neighbours?: Neighbours
  /** Bytes of a part. @default 'auto' */
  readonly partSize?: number | 'auto'
  /** Requests at once over all uploads. @default 'auto', the browser's six connections to a host */
  readonly partsAtOnce?: number | 'auto'
  /** Files up to this many bytes go in one request. @default the part size, at most 8 MiB */
  readonly simpleUploadLimit?: number
  readonly retryPolicy?: RetryPolicy
  /** Entries untouched for longer are forgotten. @default 7 */
  readonly ttlDays?: number
  /** Changes the file before it is sent, the same way every time: a resumed upload runs it again. */
  readonly prepare?: (file: File | Blob, signal: AbortSignal) => Promise<Blob>
  /** Tells the application's server. Repeated, over reloads too, until it resolves. */
  readonly confirm?: (object: StoredObject, context: ConfirmContext) => Promise<unknown>
  readonly onEvent?: (id: string, event: UploaderEvent) => void
}

export interface AddOptions {
  /** @default the file's own name */
  readonly name?: string
  /** The object's key. @default the storage decides */
  readonly key?: string
  readonly group?: string
  /** The application's own data, handed to `confirm`. */
  readonly metadata?: Readonly<Record<string, string>>
  /** Headers of the object. */
  readonly headers?: Readonly<Record<string, string>>
  /** Higher goes first. @default 0 */
  readonly priority?: number
  /** Path inside the chosen folder. @default `file.webkitRelativePath` */
  readonly relativePath?: string
  /**
   * The file's handle, or that of the folder it came with (then `relativePath` finds it there). A
   * later visit opens the file again, at most with a click.
   */
  readonly handle?: FileHandle | FolderHandle
}

/** What is the same for several files, or a function that says it of each. */
export type AddAllOptions =
  | Omit<AddOptions, 'handle'>
  | ((source: File | Blob, index: number) => AddOptions)

export interface RestoreOptions {
  /** `false`: nothing goes on before somebody says so, by one `resume()` each. @default true */
  readonly goOn?: boolean
}

export interface UploadTotals {
  readonly files: number
  readonly done: number
  readonly failed: number
  readonly bytes: number
  readonly sentBytes: number
  /** Bytes a second; `null` while nothing moves. */
  readonly rate: number | null
  /** Of what runs or waits in line; paused uploads are not counted. */
  readonly secondsLeft: number | null
}

/** One file on its way. */
export interface Upload extends Observable<UploadSnapshot> {
  readonly id: string
  /** The parts, kept up to date only while somebody subscribes. */
  readonly parts: Observable<PartsView>
  pause(): void
  /**
   * Continues a paused, failed or interrupted upload. Without a file it takes the one that it kept a
   * way to; call it inside a click where `fileAt` says so.
   */
  resume(file?: File | Blob, options?: Pick<AddOptions, 'handle'>): void
  /** Stops for good and removes the parts from the storage, now or when back online. */
  cancel(): Promise<void>
  /**
   * Resolves with the object; rejects with an `UploadError` on `failed` and `canceled`. Pausing
   * keeps it pending. After a retry it is a new promise.
   */
  settled(): Promise<StoredObject>
}

/** The list of uploads, and what an application creates. */
export interface Uploader extends Observable<readonly Upload[]> {
  /** The same file again is the same upload. What can never be sent is `failed` from the start. */
  add(source: File | Blob, options?: AddOptions): Upload
  /**
   * As `add`, in one task: about 10 µs for a file in memory; for one on disk Chromium asks for its
   * size and waits, 0.2 ms and more. Thousands of those are better added some at a time.
   */
  addAll(sources: Iterable<File | Blob>, options?: AddAllOptions): readonly Upload[]
  get(id: string): Upload | undefined
  /**
   * Lists the unfinished uploads of earlier visits, and those of other browsers where the storage
   * can list them. What has its file at hand and was not paused goes on by itself, unless the
   * connection is metered. Calling it again is harmless: the first call decides.
   */
  restore(options?: RestoreOptions): Promise<readonly Upload[]>
  /** Takes a finished, canceled or failed upload off the list; a failed one is canceled. Throws `still-running`. */
  remove(id: string): void
  /** New credentials are there: uploads that wait for them go on. */
  credentialsChanged(): void
  /** Sign-out: stops everything and removes every memory of this scope. */
  forgetAll(): Promise<void>
  /** Stops all runs; cancels nothing. */
  dispose(): Promise<void>
  readonly totals: Observable<UploadTotals>
}
