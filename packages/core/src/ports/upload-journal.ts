import type { Crc64 } from '../model/crc64.ts'
import type { Recut } from '../model/part.ts'
import type { StoredObject } from '../model/stored-object.ts'
import type { FileInfo } from '../model/upload-phase.ts'
import type { RemoteUpload } from './object-storage.ts'

/**
 * - `queued`: nothing is on the storage yet.
 * - `open`: parts are being sent to `remote`.
 * - `paused`: as `open` or `queued`, and a person asked for the pause.
 * - `sending`: a whole-file request may have reached the storage.
 * - `completing`: Complete may have reached the storage; `expected` says what the object must be.
 * - `confirming`: `object` is stored; the application has not confirmed it yet.
 * - `discarding`: canceled; the parts on the storage are still to be removed.
 */
export type JournalState =
  | 'queued'
  | 'open'
  | 'paused'
  | 'sending'
  | 'completing'
  | 'confirming'
  | 'discarding'

/** What must survive a reload to carry on with one upload. Structured-cloneable, no secrets. */
export interface JournalEntry {
  /** Version of this shape. */
  readonly v: 1
  readonly id: string
  readonly storageId: string
  readonly group: string
  /** `identityOf` of the file: finds the entry when the file is chosen again. */
  readonly identity: string
  /** The `Tabs.id` that drives the upload. */
  readonly owner: string | null
  readonly state: JournalState
  readonly file: FileInfo
  /** CRC-64 of the sample ranges; empty until the file was first read. */
  readonly digests: readonly Crc64[]
  readonly key: string
  /** Bytes of the first parts; 0 until planned. The saved plan wins over any option. */
  readonly partSize: number
  /** Where parts begin to have another size. */
  readonly recuts: readonly Recut[]
  readonly remote: RemoteUpload | null
  readonly expected: { readonly size: number; readonly crc64: Crc64 } | null
  readonly object: StoredObject | null
  /** Headers of the object, as they were first asked for. */
  readonly headers: Readonly<Record<string, string>>
  /** The application's own data for `confirm`. */
  readonly metadata: Readonly<Record<string, string>>
  /** Epoch milliseconds. */
  readonly createdAt: number
  readonly touchedAt: number
}

/** A part that was stored and compared. */
export interface PartRecord {
  readonly number: number
  /** First byte in the file. */
  readonly offset: number
  /** In bytes. */
  readonly size: number
  readonly etag: string | null
  /** Of the bytes that were sent. */
  readonly crc64: Crc64
  /** Epoch milliseconds. */
  readonly storedAt: number
}

export type JournalChange =
  | { readonly type: 'put'; readonly entry: JournalEntry }
  | { readonly type: 'putPart'; readonly id: string; readonly part: PartRecord }
  /** Removes the part records of an entry, and keeps the entry. */
  | { readonly type: 'dropParts'; readonly id: string }
  /**
   * Removes an entry with all its parts; an unknown id is no error. Who knows that there were never
   * any parts says so, and they are not looked for.
   */
  | { readonly type: 'forget'; readonly id: string; readonly hadParts?: false }

/**
 * The local memory of unfinished uploads of one scope. The storage stays the truth: a journal that
 * lags behind costs a re-sent part, never a wrong object.
 *
 * Check an implementation with `describeUploadJournal`.
 */
export interface UploadJournal {
  /** `unavailable`: nothing survives a reload (private mode, storage full, blocked). */
  readonly availability: 'ready' | 'unavailable'
  /** All entries of one storage, oldest first. */
  list(storageId: string): Promise<readonly JournalEntry[]>
  get(id: string): Promise<JournalEntry | undefined>
  /** By number. */
  parts(id: string): Promise<readonly PartRecord[]>
  /** All changes in order and in one transaction; `strict` survives a power loss. */
  write(
    changes: readonly JournalChange[],
    options?: { readonly durability?: 'strict' | 'relaxed' },
  ): Promise<void>
  /**
   * Makes `owner` the owner, if the entry is still there and still owned by `from`. Resolves with
   * the entry as it is now, or `undefined` when another tab was quicker.
   */
  claim(
    id: string,
    change: { readonly from: string | null; readonly owner: string },
  ): Promise<JournalEntry | undefined>
  /** Removes everything of this scope. */
  clear(): Promise<void>
  close(): void
}
