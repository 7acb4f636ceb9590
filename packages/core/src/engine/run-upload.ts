import type { StoredObject } from '../model/stored-object.ts'
import { acceptOffer } from './accept-offer.ts'
import { findExpected } from './find-object.ts'
import { finishUpload } from './finish-upload.ts'
import { takeOwnership } from './ownership.ts'
import { completeWithoutFile, findFinished } from './recover-finish.ts'
import type { Run, SendingRun, Settlement } from './run.ts'
import { sendInParts } from './send-in-parts.ts'
import { sendWhole } from './send-whole.ts'
import {
  assertSameFile,
  describeFile,
  digestSamples,
  fileChanged,
  prepareBody,
  type Source,
} from './source.ts'

/**
 * One run of one upload, start to end. Pausing aborts the run; resuming starts another, which finds
 * what is already stored. A crash, a reload and another tab are the same thing.
 */
export async function runUpload(run: SendingRun): Promise<void> {
  run.dispatch({ type: 'started' })
  await acceptOffer(run)
  const ownership = await takeOwnership(run)
  if (ownership === 'ours') {
    await run.memory.unpause()
    const earlier = await findFinished(run)
    if (earlier) await assertIsFile(run, earlier)
    return finishUpload(run, earlier ?? (await sendFile(run)))
  }
  if (ownership === 'forgotten') {
    const earlier = await findForgotten(run)
    await run.memory.beginAnew()
    return finishUpload(run, earlier ?? (await sendFile(run)))
  }
  await settleLike(run, ownership)
}

/**
 * What can be done for an upload that may be finished, while its file is not at hand. Resolves with
 * whether that was all; nobody hears of the attempt otherwise.
 */
export async function recoverUpload(run: Run): Promise<boolean> {
  const ownership = await takeOwnership(run)
  if (ownership === 'forgotten') return false
  if (ownership !== 'ours') {
    await settleLike({ ...run, source: null }, ownership)
    return true
  }
  const silent: Run = { ...run, dispatch: () => {} }
  const object = (await findFinished(silent)) ?? (await completeWithoutFile(silent))
  if (!object) return false
  for (const type of ['enqueue', 'started'] as const) run.dispatch({ type })
  await finishUpload(run, object)
  return true
}

/** Another tab ended this upload: show the same end here, unless another file was chosen here. */
export async function settleLike(
  run: Run & { readonly source: Source | null },
  { object }: Settlement,
): Promise<void> {
  const { dispatch, source } = run
  if (!object) return dispatch({ type: 'cancel' })
  if (source) await assertIsFile({ ...run, source }, object)
  for (const type of ['enqueue', 'started', 'opened', 'allStored'] as const) dispatch({ type })
  dispatch({ type: 'finished', object })
}

/**
 * The object was finished by an earlier visit or by another tab, perhaps from a look-alike: what is
 * chosen here is done only if it is the same, byte for byte.
 */
async function assertIsFile(run: SendingRun, { size, crc64 }: StoredObject): Promise<void> {
  const body = await prepareBody(run.source, run.shared, run.signal)
  const isSame =
    body.size === size && (await run.shared.network.checksum.crc64(body, run.signal)) === crc64
  if (!isSame) throw fileChanged(run.memory.entry.file.name)
}

/** A tab may finish an upload, forget it, and die before it can say so: then the object is there. */
async function findForgotten(run: SendingRun): Promise<StoredObject | null> {
  const { memory, shared, signal } = run
  if (memory.entry.key === '') return null
  const body = await prepareBody(run.source, run.shared, run.signal)
  const crc64 = await shared.network.checksum.crc64(body, signal)
  return findExpected(run, { size: body.size, crc64 }, [])
}

async function sendFile(run: SendingRun): Promise<StoredObject> {
  const { memory, shared } = run
  await nameObject(run)
  await checkFile(run)
  const body = await prepareBody(run.source, shared, run.signal)
  const { remote, state } = memory.entry
  const isWhole = body.size === 0 || body.size <= shared.sizes.simpleUploadLimit
  if (isWhole && !remote) return sendWhole(run, body)
  if (state === 'completing') await memory.save({ state: 'open', expected: null })
  return sendInParts(run, body)
}

/** What could not be named when it was added fails with the same sentence again. */
async function nameObject({ memory, shared }: SendingRun): Promise<void> {
  const { key, file } = memory.entry
  if (key === '') await memory.save(shared.storage.nameObject({ file }))
}

/** The file must be the one that the upload began with; the first time, its samples are taken. */
async function checkFile(run: SendingRun): Promise<void> {
  const { memory, shared, signal, source } = run
  const chosen = describeFile(source.file)
  if (source.isReopened && chosen.size !== memory.entry.file.size)
    throw fileChanged(memory.entry.file.name)
  const isFirst = memory.entry.digests.length === 0
  // A file that goes in one request leaves nothing behind to be spliced with.
  const isWhole = isFirst && source.file.size <= shared.sizes.simpleUploadLimit
  const digests = isWhole ? [] : await digestSamples(source.file, shared, signal)
  assertSameFile(memory.entry, chosen, digests)
  if (isFirst && !isWhole) await memory.save({ digests })
}
