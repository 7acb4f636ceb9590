import type { StoredObject } from '../model/stored-object.ts'
import { acceptOffer } from './accept-offer.ts'
import { assertIsFile, checkFile, findOwnObject } from './chosen-file.ts'
import { finishUpload } from './finish-upload.ts'
import { takeOwnership } from './ownership.ts'
import { completeWithoutFile, findFinished } from './recover-finish.ts'
import type { Run, SendingRun, Settlement } from './run.ts'
import { sendInParts } from './send-in-parts.ts'
import { sendWhole } from './send-whole.ts'
import { prepareBody, type Source } from './source.ts'

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
    const earlier = await findOwnObject(run)
    // A file that is refused changes nothing: the right one is still looked for when it comes.
    if (!earlier) await checkFile(run)
    await run.memory.beginAnew()
    return finishUpload(run, earlier ?? (await sendFile(run)))
  }
  if (ownership === 'elsewhere') return run.yieldToOwner()
  await settleLike(run, ownership)
}

/** What became of an upload that may be finished; `elsewhere`: another tab drives it. */
export type Recovery = 'ended' | 'elsewhere' | 'unfinished'

export interface RecoveryOptions {
  /** Whether parts that are all there may be joined; what is paused is not. */
  readonly completes: boolean
}

/**
 * What can be done for an upload that may be finished, also without its file; one that is at hand is
 * compared. Nobody hears of the attempt unless that was all.
 */
export async function recoverUpload(
  run: Run & { readonly source: Source | null },
  { completes }: RecoveryOptions,
): Promise<Recovery> {
  const ownership = await takeOwnership(run)
  if (ownership === 'elsewhere') return ownership
  if (ownership === 'forgotten') return recoverForgotten(run)
  if (ownership !== 'ours') {
    await settleLike({ ...run, source: null }, ownership)
    return 'ended'
  }
  const silent: Run = { ...run, dispatch: () => {} }
  const found = await findFinished(silent)
  const object = found ?? (completes ? await completeWithoutFile(silent) : null)
  if (!object) return 'unfinished'
  if (run.source) await assertIsFile({ ...silent, source: run.source }, object)
  for (const type of ['enqueue', 'started'] as const) run.dispatch({ type })
  await finishUpload(run, object)
  return 'ended'
}

/**
 * Another tab may have finished it, and is gone without a word: the file at hand tells. Whether the
 * application was told nobody knows: then a person has to let it go on, which tells it again.
 */
async function recoverForgotten({
  source,
  ...run
}: Run & { readonly source: Source | null }): Promise<Recovery> {
  if (!source || run.shared.confirm) return 'unfinished'
  const object = await findOwnObject({ ...run, dispatch: () => {}, source })
  if (!object) return 'unfinished'
  await settleLike({ ...run, source: null }, { object })
  return 'ended'
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

async function sendFile(run: SendingRun): Promise<StoredObject> {
  const { memory, shared } = run
  await nameObject(run)
  await checkFile(run)
  const body = await prepareBody(run.source, shared, run.signal)
  const isWhole = body.size === 0 || body.size <= shared.sizes.simpleUploadLimit
  return isWhole && !memory.entry.remote ? sendWhole(run, body) : sendInParts(run, body)
}

/** What could not be named when it was added fails with the same sentence again. */
async function nameObject({ memory, shared }: SendingRun): Promise<void> {
  const { key, file } = memory.entry
  if (key === '') await memory.save(shared.storage.nameObject({ file }))
}
