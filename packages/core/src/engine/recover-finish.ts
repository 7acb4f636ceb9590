import { combineCrc64, emptyCrc64, type Crc64 } from '../model/crc64.ts'
import { partAt, planParts, sizeOf, type PartPlan, type StoredPart } from '../model/part.ts'
import type { StoredObject } from '../model/stored-object.ts'
import { UploadError } from '../model/upload-error.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import { completeRemote } from './complete-remote.ts'
import { findExpected, rememberedEtags } from './find-object.ts'
import type { Run } from './run.ts'
import { requestStorage } from './storage-request.ts'

/**
 * Whether its object may be there without anybody having heard of it. The state does not tell: a
 * pause and a resume are written over `completing`.
 */
export function mayBeFinished({ object, expected }: JournalEntry): boolean {
  return object !== null || expected !== null
}

/**
 * The object that an earlier Complete may have made without anybody hearing of it. `null` when there
 * is none and the upload has to go on.
 */
export async function findFinished(run: Run): Promise<StoredObject | null> {
  const { object, expected } = run.memory.entry
  if (object) return object
  if (!expected) return null
  const found = await findExpected(run, expected, await rememberedEtags(run))
  if (found) await dropParts(run)
  return found
}

/** A namesake with the same bytes may have come first: then our own parts are still there. */
async function dropParts(run: Run): Promise<void> {
  const { remote } = run.memory.entry
  if (!remote) return
  const spec = { op: 'discard', kind: 'control' } as const
  await requestStorage(run, spec, (call) => run.shared.storage.discard(remote, call)).catch(() => {
    // The object is there all the same.
    run.signal.throwIfAborted()
  })
}

/**
 * Finishes without the file: when every part is stored and their CRCs combine to what was expected,
 * Complete is all that is missing. `null` when the file is needed.
 */
export async function completeWithoutFile(run: Run): Promise<StoredObject | null> {
  const { remote, expected } = run.memory.entry
  if (!remote || !expected) return null
  try {
    const stored = await requestStorage(run, { op: 'listParts', kind: 'control' }, (call) =>
      run.shared.storage.listParts(remote, call),
    )
    const plan = planParts(expected.size, run.memory.entry)
    if (combineParts(stored, plan) !== expected.crc64) return null
    return await completeRemote(run, remote, stored, { expected, compared: true })
  } catch (thrown) {
    if (thrown instanceof UploadError && thrown.code === 'upload-gone') return null
    throw thrown
  }
}

/** CRC-64 of all parts together; `null` unless exactly the planned parts are there. */
function combineParts(stored: readonly StoredPart[], plan: PartPlan): Crc64 | null {
  if (stored.length !== plan.partCount) return null
  let combined = emptyCrc64
  for (const [index, part] of stored.entries()) {
    const fits = part.number === index + 1 && part.size === sizeOf(partAt(plan, index + 1))
    if (!fits || part.crc64 === null) return null
    combined = combineCrc64(combined, part.crc64, part.size)
  }
  return combined
}
