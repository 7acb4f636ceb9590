import { combineCrc64, emptyCrc64 } from '../model/crc64.ts'
import { choosePartSize } from '../model/part-size.ts'
import type { StoredObject } from '../model/stored-object.ts'
import { remedyFor, toFailure, UploadError } from '../model/upload-error.ts'
import type { RemoteUpload } from '../ports/object-storage.ts'
import { assertStillSame } from './assert-still-same.ts'
import { findOwnObject } from './chosen-file.ts'
import { completeRemote } from './complete-remote.ts'
import { discardUpload } from './discard-upload.ts'
import type { Expected } from './find-object.ts'
import { isStillOurs } from './ownership.ts'
import type { SendingRun } from './run.ts'
import { requestStorage } from './storage-request.ts'
import type { HeldPart } from './held-parts.ts'
import { storeParts } from './store-parts.ts'
import { UploadMemory } from './upload-memory.ts'

/** How often one run opens or lists anew before it says that the storage keeps losing things. */
const maxRepairs = 3

/** The multipart path: open, store every part, complete. Begins anew when the upload is gone. */
export async function sendInParts(run: SendingRun, body: Blob): Promise<StoredObject> {
  for (let repairs = 0; ; repairs += 1) {
    try {
      const { remote, isNew } = await openRemote(run, body)
      const parts = await storeParts(run, { body, remote, isNew })
      await assertStillSame(run)
      return await completeRemote(run, remote, parts, {
        expected: expect(parts),
        compared: parts.every(({ compared }) => compared !== 'no'),
      })
    } catch (thrown) {
      const isGone = thrown instanceof UploadError && thrown.code === 'upload-gone'
      const found = isGone ? await findOwnObject(run) : null
      if (found) return found
      if (repairs >= maxRepairs || !(await repair(run, thrown))) throw thrown
    }
  }
}

async function openRemote(
  run: SendingRun,
  body: Blob,
): Promise<{ readonly remote: RemoteUpload; readonly isNew: boolean }> {
  const { memory, shared } = run
  const { key, headers, remote: known } = memory.entry
  if (known) return { remote: known, isNew: false }

  const bytesPerSecond = shared.pace.typical?.bytesPerSecond ?? null
  const partSize = choosePartSize(body.size, { ...shared.sizes, bytesPerSecond })
  // Not stopped with the run: an answer that nobody awaits would leave an orphan on the storage.
  const spec = { op: 'open', kind: 'control', outlivesRun: true } as const
  const remote = await requestStorage(run, spec, (call) =>
    shared.storage.open({ key, headers }, call),
  )
  if (!(await isStillOurs(run))) await discardOrphan(run, remote)
  const state = memory.entry.state === 'paused' ? 'paused' : 'open'
  await memory.save({ state, remote, partSize, recuts: [], expected: null }, 'strict')
  run.signal.throwIfAborted()
  return { remote, isNew: true }
}

/**
 * Another tab took over while the page stood still, and opened one of its own. A tombstone that names
 * no object sees to this one, also when the page is gone before the storage has heard of it.
 */
async function discardOrphan(
  { memory, shared, life }: SendingRun,
  remote: RemoteUpload,
): Promise<never> {
  const id = shared.createId()
  const entry = { ...memory.entry, id, owner: shared.tabs.id, key: '', remote }
  await discardUpload(shared, new UploadMemory(shared, entry), life)
  throw new UploadError('canceled', 'Another tab took over.')
}

function expect(parts: readonly HeldPart[]): Expected {
  let crc64 = emptyCrc64
  let size = 0
  for (const part of parts) {
    crc64 = combineCrc64(crc64, part.ownCrc64, part.size)
    size += part.size
  }
  return { size, crc64 }
}

/** Whether the run may go on after this failure, from what the storage still has. */
async function repair(run: SendingRun, thrown: unknown): Promise<boolean> {
  if (!(thrown instanceof UploadError)) return false
  const remedy = remedyFor(thrown.code)
  if (remedy === 'relist') return true
  if (remedy !== 'reopen') return false
  run.emit({ type: 'reopened', reason: toFailure(thrown) })
  run.source.sent.clear()
  await run.memory.startOver()
  return true
}
