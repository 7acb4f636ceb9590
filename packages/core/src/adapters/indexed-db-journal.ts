import type {
  JournalChange,
  JournalEntry,
  PartRecord,
  UploadJournal,
} from '../ports/upload-journal.ts'
import { createDatabase, unwrap, type Connection, type Database } from './database.ts'
import { inOrder } from './journal-order.ts'
import { parseJournalEntry, parsePartRecord } from './parse-journal-entry.ts'

/**
 * A journal in IndexedDB, one database for each scope. Rejects when the browser refuses to store:
 * wrap it in `forgivingJournal`.
 */
export function createIndexedDbJournal(scope: string): UploadJournal {
  return journalIn(createDatabase(scope))
}

/** The journal in a database that is at its latest version. */
export function journalIn(database: Database): UploadJournal {
  return {
    availability: 'ready',
    list: (storageId) =>
      database.run(async (connection) => {
        const rows = await connection.getAllFromIndex('uploads', 'byStorage', storageId)
        return rows.flatMap((row) => parseJournalEntry(row) ?? []).sort(inOrder)
      }),
    get: (id) =>
      database.run(async (connection) => parseJournalEntry(await connection.get('uploads', id))),
    parts: (id) =>
      database.run(async (connection) => {
        const rows = await connection.getAll('parts', partsOf(id))
        return rows.flatMap((row) => parsePartRecord(row) ?? [])
      }),
    write: (changes, { durability = 'relaxed' } = {}) =>
      database.run((connection) => write(connection, changes, durability)),
    claim: (id, change) => database.run((connection) => claim(connection, id, change)),
    clear: () => database.run(clear),
    close: () => database.close(),
  }
}

async function write(
  connection: Connection,
  changes: readonly JournalChange[],
  durability: 'strict' | 'relaxed',
): Promise<void> {
  const transaction = connection.transaction(['uploads', 'parts'], 'readwrite', { durability })
  // Without a promise for each: ten thousand rows are written in one go.
  const uploads = unwrap(transaction.objectStore('uploads'))
  const parts = unwrap(transaction.objectStore('parts'))
  const begin = (change: JournalChange): void => {
    switch (change.type) {
      case 'put':
        uploads.put(change.entry)
        return
      case 'putPart':
        parts.put(toRow(change.id, change.part))
        return
      case 'dropParts':
        parts.delete(partsOf(change.id))
        return
      case 'forget':
        uploads.delete(change.id)
        if (change.hadParts !== false) parts.delete(partsOf(change.id))
    }
  }
  try {
    for (const change of changes) begin(change)
  } catch (thrown) {
    // A row that cannot be cloned throws at once, and the changes before it must not stay.
    transaction.abort()
    await transaction.done.catch(() => {})
    throw thrown
  }
  // A request that fails takes the whole transaction with it.
  await transaction.done
}

async function claim(
  connection: Connection,
  id: string,
  { from, owner }: { readonly from: string | null; readonly owner: string },
): Promise<JournalEntry | undefined> {
  const transaction = connection.transaction('uploads', 'readwrite', { durability: 'relaxed' })
  const compareAndSet = async (): Promise<JournalEntry | undefined> => {
    const entry = parseJournalEntry(await transaction.store.get(id))
    if (entry?.owner !== from) return undefined
    const claimed = { ...entry, owner }
    await transaction.store.put(claimed)
    return claimed
  }
  const [claimed] = await Promise.all([compareAndSet(), transaction.done])
  return claimed
}

async function clear(connection: Connection): Promise<void> {
  const names = [...connection.objectStoreNames]
  const transaction = connection.transaction(names, 'readwrite')
  const clearing = names.map((name) => transaction.objectStore(name).clear())
  await Promise.all([...clearing, transaction.done])
}

function toRow(id: string, part: PartRecord): PartRecord & { readonly id: string } {
  return { ...part, id }
}

/** Numbers sort before arrays, so this holds every number there can be. */
function partsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []])
}
