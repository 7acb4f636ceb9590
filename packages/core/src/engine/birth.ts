import { identityOf } from '../model/fingerprint.ts'
import { planParts } from '../model/part.ts'
import { choosePartSize } from '../model/part-size.ts'
import { toFailure, UploadError, type UploadFailure } from '../model/upload-error.ts'
import type { FileAt, FileInfo, UploadPhase, UploadSnapshot } from '../model/upload-phase.ts'
import type { KeptFile } from '../ports/file-access.ts'
import type { ObjectTarget } from '../ports/object-storage.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { AddOptions } from '../ports/uploader.ts'
import type { Shared } from './shared.ts'
import { describeFile } from './source.ts'

export interface UploadBirth {
  readonly entry: JournalEntry
  readonly snapshot: UploadSnapshot
  readonly file: File | Blob | null
  readonly handle?: AddOptions['handle'] | undefined
  /** The way to the file that an earlier visit left. */
  readonly kept?: KeptFile | undefined
  /** `false`: not without somebody who says so. @default true */
  readonly goesOn?: boolean
  readonly priority: number
  /** Age in the list; older goes first. */
  readonly order: number
  /** Aborted when the uploader lets go of this upload: from then on it does nothing. */
  readonly life: AbortSignal
}

type Newborn = Pick<UploadBirth, 'entry' | 'snapshot'>

/** What is known of a file before a byte is read; asked once, because each question asks the disk. */
export interface ChosenFile {
  readonly file: File | Blob
  readonly info: FileInfo
  /** `null`: a nameless Blob equals only itself. */
  readonly identity: string | null
  readonly options: AddOptions
}

export function describeChosen(
  { storage }: Shared,
  file: File | Blob,
  options: AddOptions,
): ChosenFile {
  const info = describeFile(file, options)
  const identity = 'name' in file ? identityOf(storage.id, options.group ?? '', info) : null
  return { file, info, identity, options }
}

/** A new upload. What can never be sent is born `failed`, with the reason. */
export function bearUpload(shared: Shared, { info, identity, options }: ChosenFile): Newborn {
  const id = shared.createId()
  const target = nameObject(shared, info, options)
  const entry: JournalEntry = {
    ...bearEntry(shared, { id, file: info }),
    group: options.group ?? '',
    identity: identity ?? id,
    key: 'key' in target ? target.key : '',
    headers: 'key' in target ? target.headers : {},
    metadata: options.metadata ?? {},
  }
  const phase: UploadPhase =
    'key' in target ? { status: 'queued' } : { status: 'failed', error: target }
  return { entry, snapshot: snapshotOf(shared, entry, phase) }
}

/** The entry of an upload of which nothing more is known than its file. */
export function bearEntry(
  { storage, tabs, clock }: Shared,
  { id, file }: Pick<JournalEntry, 'id' | 'file'>,
): JournalEntry {
  const now = clock.now()
  return {
    v: 1,
    id,
    storageId: storage.id,
    group: '',
    identity: id,
    owner: tabs.id,
    state: 'queued',
    file,
    digests: [],
    key: '',
    partSize: 0,
    remote: null,
    expected: null,
    object: null,
    headers: {},
    metadata: {},
    createdAt: now,
    touchedAt: now,
  }
}

/** An upload of an earlier visit, as the journal tells of it. */
export function restoreUpload(shared: Shared, entry: JournalEntry, fileAt: FileAt): Newborn {
  const status = entry.state === 'paused' ? 'paused' : 'interrupted'
  const isPlanned = entry.partSize > 0
  const partCount = isPlanned ? planParts(entry.file.size, entry.partSize).partCount : 0
  const snapshot = snapshotOf(shared, entry, { status })
  const waitingFor = status === 'interrupted' || fileAt === 'none' ? 'file' : null
  return { entry, snapshot: { ...snapshot, partCount, waitingFor, fileAt } }
}

/** What people see of an upload of which only its entry is known. */
export function snapshotOf(
  shared: Shared,
  entry: JournalEntry,
  phase: UploadPhase,
): UploadSnapshot {
  return {
    ...phase,
    id: entry.id,
    group: entry.group,
    file: entry.file,
    sentBytes: 0,
    partCount: 0,
    storedParts: 0,
    reusedParts: 0,
    rate: null,
    secondsLeft: null,
    waitingFor: null,
    fileAt: 'hand',
    begunElsewhereAt: null,
    owner: 'here',
    journal: shared.writer.availability,
  }
}

function nameObject(
  { storage, sizes, prepare, lifetime }: Shared,
  file: FileInfo,
  { key, headers }: AddOptions,
): ObjectTarget | UploadFailure {
  try {
    lifetime.throwIfAborted()
    // A preparation may shrink the file; its size is checked again before the first request.
    if (!prepare) choosePartSize(file.size, sizes)
    return storage.nameObject({
      file,
      ...(key !== undefined && { key }),
      ...(headers !== undefined && { headers }),
    })
  } catch (thrown) {
    return toFailure(UploadError.from(thrown))
  }
}
