import { UploadError } from '../model/upload-error.ts'
import { Activity } from './activity.ts'
import { linkedAbort } from './linked-abort.ts'
import { Patience } from './patience.ts'
import type { Shared } from './shared.ts'
import { observeNetwork } from './storage-request.ts'
import type { UploadMemory } from './upload-memory.ts'
import { withRetry } from './with-retry.ts'

/** Time for one attempt to remove the parts, in milliseconds. */
const discardLimit = 30_000

/**
 * Removes a canceled upload from the storage and from the journal. Resolves after the first attempt:
 * where the storage cannot be reached the entry stays as a tombstone, and the attempt is repeated
 * in the background, until the signal, and at the next visit. Other tabs hear of it first. Never rejects.
 */
export async function discardUpload(
  shared: Shared,
  memory: UploadMemory,
  signal: AbortSignal,
): Promise<void> {
  const { id, remote } = memory.entry
  if (remote) await memory.save({ state: 'discarding', owner: shared.tabs.id }, 'strict')
  shared.tabs.post({ type: 'settled', id, object: null })
  if (!remote) return memory.forget()
  try {
    await discardOnce(shared, memory, signal)
  } catch {
    void keepDiscarding(shared, memory, signal)
  }
}

async function discardOnce(
  shared: Shared,
  memory: UploadMemory,
  signal: AbortSignal,
): Promise<void> {
  const { storage, clock } = shared
  const { id, remote } = memory.entry
  if (!remote) return
  const network = observeNetwork(shared, { op: 'discard' }, (event) => shared.emit(id, event))
  const { controller, unlink } = linkedAbort(signal)
  clock.sleep(discardLimit, controller.signal).then(
    () => controller.abort(new UploadError('timed-out', 'The storage gave no answer.')),
    () => {}, // The attempt ended first.
  )
  try {
    await storage.discard(remote, { signal: controller.signal, network })
  } finally {
    controller.abort()
    unlink()
  }
  await memory.forget()
}

async function keepDiscarding(
  shared: Shared,
  memory: UploadMemory,
  signal: AbortSignal,
): Promise<void> {
  const context = {
    shared,
    signal,
    activity: new Activity(() => {}),
    patience: new Patience(shared.clock),
    emit: () => {},
  }
  // Giving up leaves the tombstone for the next visit.
  await withRetry(context, () => discardOnce(shared, memory, signal)).catch(() => {})
}
