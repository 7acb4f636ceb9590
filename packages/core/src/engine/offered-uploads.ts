import type { UploadSnapshot } from '../model/upload-phase.ts'
import type { StorageCall, UnfinishedUpload } from '../ports/object-storage.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import { bearEntry, snapshotOf } from './birth.ts'
import { linkedAbort } from './linked-abort.ts'
import type { Shared } from './shared.ts'

/** Milliseconds that the whole search may take: what is at hand does not wait for it. */
const searchLimit = 15_000

/** The newest ones; what is older is more likely litter than a file that somebody still has. */
const maxOffers = 20

export interface Offer {
  readonly entry: JournalEntry
  readonly snapshot: UploadSnapshot
}

/**
 * Unfinished uploads of which no journal of this browser knows: begun in another one. Those without
 * a stored part are none: nothing is lost by beginning anew. Never rejects.
 */
export async function findOffers(shared: Shared, signal: AbortSignal): Promise<readonly Offer[]> {
  const { storage, journal, network, clock } = shared
  if (!storage.listUnfinished) return []
  const { controller, unlink } = linkedAbort(signal)
  const call: StorageCall = { signal: controller.signal, network }
  clock.sleep(searchLimit, call.signal).then(
    () => controller.abort(),
    () => {}, // The search ended first.
  )
  try {
    const listed = await storage.listUnfinished(call)
    // Asked afterwards: what another tab opened meanwhile is in its journal by now.
    const known = new Set((await journal.list(storage.id)).map(({ remote }) => remote?.uploadId))
    const newest = listed
      .filter(({ uploadId }) => !known.has(uploadId))
      .sort((a, b) => b.startedAt - a.startedAt)
      .slice(0, maxOffers)
    const offers = await Promise.all(newest.map((upload) => toOffer(shared, upload, call)))
    return offers.filter((offer) => offer !== null)
  } catch {
    return []
  } finally {
    controller.abort()
    unlink()
  }
}

async function toOffer(
  shared: Shared,
  { key, uploadId, startedAt }: UnfinishedUpload,
  call: StorageCall,
): Promise<Offer | null> {
  const remote = { key, uploadId }
  const parts = await shared.storage.listParts(remote, call).catch(() => [])
  if (parts.length === 0) return null
  const file = {
    name: key.slice(key.lastIndexOf('/') + 1),
    size: parts.reduce((sum, { size }) => sum + size, 0),
    type: '',
    lastModified: 0,
    relativePath: '',
  }
  const id = shared.createId()
  const entry = { ...bearEntry(shared, { id, file }), key, remote }
  const snapshot = snapshotOf(entry, { status: 'interrupted' }, shared.writer.availability)
  return {
    entry,
    snapshot: {
      ...snapshot,
      storedParts: parts.length,
      waitingFor: 'file',
      fileAt: 'none',
      begunElsewhereAt: startedAt,
    },
  }
}
