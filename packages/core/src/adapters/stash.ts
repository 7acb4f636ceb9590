import type { Connection } from './database.ts'
import { isCount, isFields, isText, isTime } from './untrusted.ts'

const MiB = 1024 * 1024

/** Larger files cost more time and room than choosing them again. */
const largestCopy = 128 * MiB

/** Of what the browser would still let this site store. */
const shareOfFreeRoom = 0.1

interface Copy {
  readonly id: string
  readonly file: Blob
  /** In bytes, as it was kept. */
  readonly size: number
  /** Epoch milliseconds. */
  readonly keptAt: number
}

/** The bytes that all copies together may take; 0 where the browser does not say what it has. */
export async function roomForCopies(): Promise<number> {
  if (!('navigator' in globalThis) || !navigator.storage?.estimate) return 0
  const { quota = 0, usage = 0 } = await navigator.storage.estimate()
  return Math.max(0, quota - usage) * shareOfFreeRoom
}

/**
 * Stores a copy, and removes the oldest ones that leave no room for it. Resolves with whether there
 * is one now; rejects when the browser refuses.
 */
export async function putCopy(
  connection: Connection,
  { id, file, keptAt }: Omit<Copy, 'size'>,
  room: number,
): Promise<boolean> {
  const { size } = file
  if (size > Math.min(largestCopy, room)) return false
  const transaction = connection.transaction('stash', 'readwrite', { durability: 'relaxed' })
  const { store } = transaction
  const work = async (): Promise<void> => {
    let taken = size
    for (const copy of newestFirst(await store.getAll())) {
      if (copy.id === id) continue
      taken += copy.size
      if (taken > room) await store.delete(copy.id)
    }
    await store.put({ id, file, size, keptAt })
  }
  await Promise.all([work(), transaction.done])
  return true
}

/** `undefined` for a row that is corrupt or foreign, or whose bytes are not all there. */
export function parseCopy(row: unknown): Copy | undefined {
  if (!isFields(row)) return undefined
  const { id, file, size, keptAt } = row
  if (!isText(id) || !(file instanceof Blob) || !isCount(size) || !isTime(keptAt)) return undefined
  return file.size === size ? { id, file, size, keptAt } : undefined
}

function newestFirst(rows: readonly unknown[]): readonly Copy[] {
  return rows.flatMap((row) => parseCopy(row) ?? []).sort((a, b) => b.keptAt - a.keptAt)
}
