import type { StoredObject } from '../model/stored-object.ts'
import { UploadError } from '../model/upload-error.ts'
import { untilAborted } from './linked-abort.ts'
import type { Run } from './run.ts'
import { withRetry } from './with-retry.ts'

/** The longest wait between two attempts to tell the application's server, in milliseconds. */
const longestWait = 60_000

/** Tells the application, forgets the upload, and only then calls it done. */
export async function finishUpload(run: Run, stored: StoredObject): Promise<void> {
  const { memory } = run
  // An object that was found may never have been sent in this run.
  for (const type of ['opened', 'allStored'] as const) run.dispatch({ type })
  const object = await confirmObject(run, stored)
  // Said before it is forgotten: who waits for this tab must not find nothing, and begin anew.
  // Also to this one: the run may be stopped just now, because the page stood still.
  const { isHeard } = run.news.tell(memory.entry.id, { object })
  // What is called done elsewhere must not come back because the journal broke a moment later.
  await (isHeard ? memory.forget() : memory.forgetInCompany())
  run.dispatch({ type: 'finished', object })
  // A run that was stopped shows nothing: whoever looks next still asks.
  if (!run.signal.aborted) run.news.over(memory.entry.id)
}

/** Repeated until it resolves, over reloads too: the entry remembers that the object is stored. */
async function confirmObject(run: Run, object: StoredObject): Promise<StoredObject> {
  const { memory, signal, shared } = run
  const { confirm } = shared
  if (!confirm) return object
  await memory.save({ state: 'confirming', object }, 'strict')
  const patient: Run = {
    ...run,
    shared: { ...shared, retryPolicy: (question) => shared.retryPolicy(question) ?? longestWait },
  }
  const { metadata } = memory.entry
  const confirmed = await withRetry(patient, async () => {
    try {
      // An application that ignores the signal must not hold up a dispose.
      return await untilAborted(confirm(object, { signal, metadata }), signal)
    } catch (cause) {
      throw new UploadError(
        'confirm-failed',
        'The file is stored, but the application has not taken note of it yet. It is told again by itself.',
        { cause },
      )
    }
  })
  return confirmed === undefined ? object : { ...object, confirmed }
}
