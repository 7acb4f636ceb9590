import type { ObjectFacts, StoredObject } from '../model/stored-object.ts'
import type { StoredPart } from '../model/part.ts'
import { UploadError } from '../model/upload-error.ts'
import type { RemoteUpload } from '../ports/object-storage.ts'
import { findExpected, toStoredObject, type Expected } from './find-object.ts'
import type { Run } from './run.ts'
import { requestStorage } from './storage-request.ts'

/** Joining ten thousand parts takes the storage a while. */
const completeLimit = 10 * 60_000

export interface CompleteOptions {
  readonly expected: Expected
  /** Every part was compared with the bytes that were sent. */
  readonly compared: boolean
}

/**
 * Joins the parts, and believes it only when the object is the one expected. The answer may have
 * been lost: then the object itself is asked for. Rejects with `upload-gone` when there is neither
 * an upload nor the object, with `part-missing` when the storage lost a part.
 */
export async function completeRemote(
  run: Run,
  remote: RemoteUpload,
  parts: readonly Pick<StoredPart, 'number' | 'etag'>[],
  { expected, compared }: CompleteOptions,
): Promise<StoredObject> {
  const { memory, shared } = run
  const named = parts.map(({ number, etag }) => ({ number, etag: etag ?? '' }))
  const etags = named.map(({ etag }) => etag)
  const { key, headers } = memory.entry
  // Before Complete leaves: whoever finds this entry asks for the object first.
  await memory.save({ state: 'completing', expected }, 'strict')
  run.signal.throwIfAborted()
  run.dispatch({ type: 'allStored' })
  const spec = { op: 'complete', kind: 'control', answerLimit: completeLimit } as const
  try {
    const facts = await requestStorage(run, spec, (call) =>
      shared.storage.complete(remote, named, { key, headers }, call),
    )
    return await compareObject(run, facts, { expected, compared })
  } catch (thrown) {
    const mayBeDone = thrown instanceof UploadError && thrown.code === 'upload-gone'
    const found = mayBeDone ? await findExpected(run, expected, etags) : null
    if (!found) throw thrown
    return found
  }
}

async function compareObject(
  { memory }: Run,
  facts: ObjectFacts,
  { expected, compared }: CompleteOptions,
): Promise<StoredObject> {
  if (facts.crc64 === expected.crc64) return toStoredObject(facts, expected, 'crc64')
  if (facts.crc64 === null) return toStoredObject(facts, expected, compared ? 'parts' : 'none')
  // The next run begins anew and replaces the damaged object.
  await memory.startOver()
  throw new UploadError(
    'object-damaged',
    `The storage joined the parts to other bytes than were sent (CRC-64 ${facts.crc64} instead of ` +
      `${expected.crc64}). Try again: the file is sent anew.`,
  )
}
