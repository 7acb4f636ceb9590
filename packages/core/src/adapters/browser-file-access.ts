import { UploadError } from '../model/upload-error.ts'
import type { Clock } from '../ports/environment.ts'
import type { FileAccess, FilePlace, KeptFile } from '../ports/file-access.ts'
import { createDatabase, type Connection } from './database.ts'
import { parseCopy, putCopy, roomForCopies } from './stash.ts'
import { isGone, openHandle, parseHandle, permissionOf } from './stored-handle.ts'
import { systemClock } from './system-clock.ts'
import { isFields, isTime } from './untrusted.ts'

export interface BrowserFileAccessOptions {
  readonly clock?: Clock
}

interface Rows {
  readonly copy: unknown
  readonly handle: unknown
}

const stores = ['handles', 'stash'] as const

/** Handles and small copies in IndexedDB, beside the journal of the same scope. */
export function createBrowserFileAccess(
  scope: string,
  { clock = systemClock }: BrowserFileAccessOptions = {},
): FileAccess {
  const database = createDatabase(scope)
  const places = new Map<string, FilePlace>()
  let writing: Promise<void> | null = null

  /** A folder brings thousands of files in one task: they are kept in one transaction. */
  function keepPlace(id: string, place: FilePlace): Promise<void> {
    places.set(id, place)
    writing ??= Promise.resolve().then(async () => {
      const batch = [...places]
      places.clear()
      writing = null
      await tolerate(() => database.run((connection) => putPlaces(connection, batch, clock.now())))
    })
    return writing
  }

  async function keepCopy(id: string, file: File | Blob): Promise<boolean> {
    const kept = await tolerate(async () => {
      const room = await roomForCopies()
      const copy = { id, file, keptAt: clock.now() }
      return database.run((connection) => putCopy(connection, copy, room))
    })
    // What the browser refused may be room that the journal needs: no copy is worth that.
    if (kept === undefined) await change((connection) => connection.clear('stash'))
    return kept ?? false
  }

  async function find(ids: readonly string[]): Promise<ReadonlyMap<string, KeptFile>> {
    const rows = await tolerate(() => database.run((connection) => readRows(connection, ids)))
    const found = new Map<string, KeptFile>()
    await Promise.all(
      Array.from(rows ?? [], async ([id, row]) => {
        const file = await tolerate(() => toKeptFile(row, () => forget(id)))
        if (file) found.set(id, file)
      }),
    )
    return found
  }

  async function forget(id: string): Promise<void> {
    places.delete(id)
    await change((connection) => deleteAll(connection, [id]))
  }

  async function change(work: (connection: Connection) => Promise<void>): Promise<void> {
    await tolerate(() => database.run(work))
  }

  return {
    keepPlace,
    keepCopy,
    find,
    forget,
    forgetBefore: (time) => change((connection) => deleteBefore(connection, time)),
    async clear() {
      places.clear()
      await change(async (connection) => {
        const transaction = connection.transaction(stores, 'readwrite')
        const clearing = stores.map((name) => transaction.objectStore(name).clear())
        await Promise.all([...clearing, transaction.done])
      })
    },
    close: () => database.close(),
  }
}

/** Whatever the browser refuses here costs a convenience, and must not cost the upload. */
async function tolerate<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work()
  } catch {
    return undefined
  }
}

async function putPlaces(
  connection: Connection,
  places: readonly (readonly [id: string, place: FilePlace])[],
  keptAt: number,
): Promise<void> {
  const transaction = connection.transaction('handles', 'readwrite', { durability: 'relaxed' })
  // `async`, so that something that is no handle costs its own row and no other.
  const put = async ([id, place]: (typeof places)[number]): Promise<unknown> =>
    transaction.store.put({ ...place, id, keptAt })
  await Promise.allSettled([...places.map(put), transaction.done])
}

async function readRows(
  connection: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Rows>> {
  const transaction = connection.transaction(stores)
  const read = async (id: string): Promise<readonly [string, Rows]> => {
    const [handle, copy] = await Promise.all(
      stores.map((name) => transaction.objectStore(name).get(id)),
    )
    return [id, { handle, copy }]
  }
  return new Map(await Promise.all(ids.map(read)))
}

/** A copy needs nobody; a handle may need a click. */
async function toKeptFile(
  { copy, handle: row }: Rows,
  forget: () => Promise<void>,
): Promise<KeptFile | undefined> {
  const file = parseCopy(copy)?.file
  if (file) return { at: 'hand', open: () => openCopy(file, forget) }
  const stored = isFields(row) ? parseHandle(row['handle'], row['path']) : undefined
  if (!stored) return undefined
  const permission = await permissionOf(stored)
  if (permission === 'denied') return undefined
  return {
    at: permission === 'granted' ? 'hand' : 'click',
    open: () =>
      openHandle(stored, permission).catch(async (thrown: unknown) => {
        if (isGone(thrown)) await forget()
        throw thrown
      }),
  }
}

/** The browser may have cleared the bytes and kept the row. */
async function openCopy(file: Blob, forget: () => Promise<void>): Promise<Blob> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return file
  } catch (cause) {
    await forget()
    throw new UploadError('file-unreadable', 'The copy of the file is gone.', { cause })
  }
}

async function deleteBefore(connection: Connection, time: number): Promise<void> {
  const old: string[] = []
  for (const name of stores) {
    const transaction = connection.transaction(name)
    for (let at = await transaction.store.openCursor(); at; at = await at.continue()) {
      const row: unknown = at.value
      const keptAt = isFields(row) ? row['keptAt'] : undefined
      if (!isTime(keptAt) || keptAt < time) old.push(at.primaryKey)
    }
  }
  await deleteAll(connection, old)
}

async function deleteAll(connection: Connection, ids: readonly string[]): Promise<void> {
  const transaction = connection.transaction(stores, 'readwrite', { durability: 'relaxed' })
  const deleting = ids.flatMap((id) =>
    stores.map((name) => transaction.objectStore(name).delete(id)),
  )
  await Promise.all([...deleting, transaction.done])
}
