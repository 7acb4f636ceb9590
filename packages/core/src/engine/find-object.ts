import type { ObjectFacts, StoredObject, Verification } from '../model/stored-object.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { Run } from './run.ts'
import { requestStorage } from './storage-request.ts'

/** What the object must be: bytes and their CRC-64. */
export type Expected = NonNullable<JournalEntry['expected']>

/**
 * The object under our key, if it is what we expect and not a namesake. Where its CRC is hidden the
 * ETag that our parts give decides; where that is unknown too, nothing is taken for granted.
 */
export async function findExpected(
  run: Run,
  expected: Expected,
  partEtags: readonly string[],
): Promise<StoredObject | null> {
  const { storage, network } = run.shared
  const { key } = run.memory.entry
  const found = await requestStorage(run, { op: 'findObject', kind: 'control' }, (call) =>
    storage.findObject(key, call),
  )
  if (!found || (found.size !== null && found.size !== expected.size)) return null
  if (found.crc64 !== null)
    return found.crc64 === expected.crc64 ? toStoredObject(found, expected, 'crc64') : null
  if (!storage.objectEtag || partEtags.length === 0 || found.etag === null) return null
  const etag = await storage.objectEtag(partEtags, network)
  return found.etag === etag ? toStoredObject(found, expected, 'parts') : null
}

/** The ETags of the parts that the journal knows of, in order. */
export async function rememberedEtags({ shared, memory }: Run): Promise<readonly string[]> {
  const records = await shared.journal.parts(memory.entry.id)
  return records.flatMap(({ etag }) => (etag === null ? [] : [etag]))
}

export function toStoredObject(
  { key, etag, url, versionId, callback }: ObjectFacts,
  { size, crc64 }: Expected,
  verified: Verification,
): StoredObject {
  return {
    key,
    size,
    etag,
    crc64,
    url,
    verified,
    ...(versionId !== undefined && { versionId }),
    ...(callback !== undefined && { callback }),
  }
}
