import { identityOf } from '../model/fingerprint.ts'
import { planParts } from '../model/part.ts'
import { choosePartSize } from '../model/part-size.ts'
import { toFailure, UploadError, type UploadFailure } from '../model/upload-error.ts'
import type { FileInfo, UploadPhase, UploadSnapshot } from '../model/upload-phase.ts'
import type { ObjectTarget } from '../ports/object-storage.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { AddOptions } from '../ports/uploader.ts'
import type { UploadBirth } from './managed-upload.ts'
import type { Shared } from './shared.ts'
import { describeFile } from './source.ts'

type Newborn = Pick<UploadBirth, 'entry' | 'snapshot'>

/** Identifies what was chosen, before a byte is read. A nameless Blob equals only itself. */
export function identify(shared: Shared, file: File | Blob, options: AddOptions): string | null {
  if (!('name' in file)) return null
  return identityOf(shared.storage.id, options.group ?? '', describeFile(file, options))
}

/** A new upload. What can never be sent is born `failed`, with the reason. */
export function bearUpload(shared: Shared, file: File | Blob, options: AddOptions): Newborn {
  const id = shared.createId()
  const info = describeFile(file, options)
  const group = options.group ?? ''
  const now = shared.clock.now()
  const target = nameObject(shared, info, options)
  const entry: JournalEntry = {
    v: 1,
    id,
    storageId: shared.storage.id,
    group,
    identity: identify(shared, file, options) ?? id,
    owner: shared.tabs.id,
    state: 'queued',
    file: info,
    digests: [],
    key: 'key' in target ? target.key : '',
    partSize: 0,
    remote: null,
    expected: null,
    object: null,
    headers: 'key' in target ? target.headers : {},
    metadata: options.metadata ?? {},
    createdAt: now,
    touchedAt: now,
  }
  const phase: UploadPhase =
    'key' in target ? { status: 'queued' } : { status: 'failed', error: target }
  return { entry, snapshot: snapshotOf(shared, entry, phase) }
}

/** An upload of an earlier visit, as the journal tells of it. */
export function restoreUpload(shared: Shared, entry: JournalEntry): Newborn {
  const status = entry.state === 'paused' ? 'paused' : 'interrupted'
  const isPlanned = entry.partSize > 0
  const partCount = isPlanned ? planParts(entry.file.size, entry.partSize).partCount : 0
  const snapshot = snapshotOf(shared, entry, { status })
  return { entry, snapshot: { ...snapshot, partCount, waitingFor: 'file' } }
}

function snapshotOf(shared: Shared, entry: JournalEntry, phase: UploadPhase): UploadSnapshot {
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
