import type { FileInfo } from '../model/upload-phase.ts'
import { parseRecuts } from './parse-recuts.ts'
import type { RemoteUpload } from '../ports/object-storage.ts'
import type { JournalEntry, JournalState, PartRecord } from '../ports/upload-journal.ts'
import { parseStoredObject } from './parse-stored-object.ts'
import {
  isCount,
  isCrc64,
  isFields,
  isOneOf,
  isText,
  isTextOrNull,
  isTexts,
  isTime,
} from './untrusted.ts'

/** `undefined` for a row that is corrupt, foreign or of another version. Never throws. */
export function parseJournalEntry(row: unknown): JournalEntry | undefined {
  if (!isFields(row) || row['v'] !== 1) return undefined
  const { id, storageId, group, identity, owner, state, digests, key, partSize } = row
  const { headers, metadata, createdAt, touchedAt } = row
  if (!isText(id) || !isText(storageId) || !isText(group) || !isText(identity)) return undefined
  if (!isTextOrNull(owner) || !isOneOf(states, state) || !isText(key)) return undefined
  if (!Array.isArray(digests) || !digests.every(isCrc64) || !isCount(partSize)) return undefined
  if (!isTexts(headers) || !isTexts(metadata)) return undefined
  if (!isTime(createdAt) || !isTime(touchedAt)) return undefined
  const file = parseFileInfo(row['file'])
  const recuts = file && parseRecuts(row['recuts'], { fileSize: file.size, partSize })
  const remote = orNull(row['remote'], parseRemote)
  const expected = orNull(row['expected'], parseExpected)
  const object = orNull(row['object'], parseStoredObject)
  if (!file || !recuts || remote === undefined || expected === undefined || object === undefined)
    return undefined
  return {
    v: 1,
    id,
    storageId,
    group,
    identity,
    owner,
    state,
    file,
    digests,
    key,
    partSize,
    recuts,
    remote,
    expected,
    object,
    headers,
    metadata,
    createdAt,
    touchedAt,
  }
}

/** `undefined` for a row that is corrupt or foreign. Never throws. */
export function parsePartRecord(row: unknown): PartRecord | undefined {
  if (!isFields(row)) return undefined
  const { number, offset, size, etag, crc64, storedAt } = row
  if (!isCount(number) || number === 0 || !isCount(offset) || !isCount(size)) return undefined
  if (!isTextOrNull(etag) || !isCrc64(crc64) || !isTime(storedAt)) return undefined
  return { number, offset, size, etag, crc64, storedAt }
}

const states: readonly JournalState[] = [
  'queued',
  'open',
  'paused',
  'sending',
  'completing',
  'confirming',
  'discarding',
]

function orNull<Value>(
  value: unknown,
  parse: (value: unknown) => Value | undefined,
): Value | null | undefined {
  return value === null ? null : parse(value)
}

export function parseFileInfo(value: unknown): FileInfo | undefined {
  if (!isFields(value)) return undefined
  const { name, size, type, lastModified, relativePath } = value
  if (!isText(name) || !isCount(size) || !isText(type)) return undefined
  if (!isTime(lastModified) || !isText(relativePath)) return undefined
  return { name, size, type, lastModified, relativePath }
}

function parseRemote(value: unknown): RemoteUpload | undefined {
  if (!isFields(value)) return undefined
  const { key, uploadId } = value
  return isText(key) && isText(uploadId) ? { key, uploadId } : undefined
}

function parseExpected(value: unknown): JournalEntry['expected'] | undefined {
  if (!isFields(value)) return undefined
  const { size, crc64 } = value
  return isCount(size) && isCrc64(crc64) ? { size, crc64 } : undefined
}
