import { identityOf } from '../model/fingerprint.ts'
import { assertFits } from '../model/part-size.ts'
import { toFailure, UploadError, type UploadFailure } from '../model/upload-error.ts'
import type { FileInfo, UploadFacts, UploadPhase, UploadSnapshot } from '../model/upload-phase.ts'
import type { KeptFile } from '../ports/file-access.ts'
import type { ObjectTarget } from '../ports/object-storage.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { AddOptions } from '../ports/uploader.ts'
import { describeFile } from './describe-file.ts'
import type { Foundation } from './foundation.ts'

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

export type Newborn = Pick<UploadBirth, 'entry' | 'snapshot'>

/** What is known of a file before a byte is read; asked once, because each question asks the disk. */
export interface ChosenFile {
  readonly file: File | Blob
  readonly info: FileInfo
  /** `null`: a nameless Blob equals only itself. */
  readonly identity: string | null
  readonly options: AddOptions
}

export function describeChosen(
  { storage }: Foundation,
  file: File | Blob,
  options: AddOptions,
): ChosenFile {
  const info = describeFile(file, options)
  const identity = 'name' in file ? identityOf(storage.id, options.group ?? '', info) : null
  return { file, info, identity, options }
}

/** A new upload. What can never be sent is born `failed`, with the reason. */
export function bearUpload(
  foundation: Foundation,
  { info, identity, options }: ChosenFile,
  journal: UploadFacts['journal'],
): Newborn {
  const id = foundation.createId()
  const target = nameObject(foundation, info, options)
  const entry: JournalEntry = {
    ...bearEntry(foundation, { id, file: info }),
    group: options.group ?? '',
    identity: identity ?? id,
    key: 'key' in target ? target.key : '',
    headers: 'key' in target ? target.headers : {},
    metadata: options.metadata ?? {},
  }
  const phase: UploadPhase =
    'key' in target ? { status: 'queued' } : { status: 'failed', error: target }
  return { entry, snapshot: snapshotOf(entry, phase, journal) }
}

/** The entry of an upload of which nothing more is known than its file; nobody drives it yet. */
export function bearEntry(
  { storage, clock }: Foundation,
  { id, file }: Pick<JournalEntry, 'id' | 'file'>,
): JournalEntry {
  const now = clock.now()
  return {
    v: 1,
    id,
    storageId: storage.id,
    group: '',
    identity: id,
    owner: null,
    state: 'queued',
    file,
    digests: [],
    key: '',
    partSize: 0,
    recuts: [],
    remote: null,
    expected: null,
    object: null,
    headers: {},
    metadata: {},
    createdAt: now,
    touchedAt: now,
  }
}

/** What people see of an upload of which only its entry is known. */
export function snapshotOf(
  entry: JournalEntry,
  phase: UploadPhase,
  journal: UploadFacts['journal'],
): UploadSnapshot {
  return {
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
    journal,
    // Last: engines take ten times as long to add all this to the copy of a phase.
    ...phase,
  }
}

function nameObject(
  { storage, sizes, prepare, lifetime }: Foundation,
  file: FileInfo,
  { key, headers }: AddOptions,
): ObjectTarget | UploadFailure {
  try {
    lifetime.throwIfAborted()
    // A preparation may shrink the file; its size is checked again before the first request.
    if (!prepare) assertFits(file.size, sizes.limits)
    return storage.nameObject({
      file,
      ...(key !== undefined && { key }),
      ...(headers !== undefined && { headers }),
    })
  } catch (thrown) {
    return toFailure(UploadError.from(thrown))
  }
}
