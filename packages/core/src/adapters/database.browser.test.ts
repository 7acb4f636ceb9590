import { afterEach, describe, expect, it } from 'vitest'
import type { JournalEntry, UploadJournal } from '../ports/upload-journal.ts'
import { createDatabase, databaseName, databaseUpgrades, type Upgrade } from './database.ts'
import { journalIn } from './indexed-db-journal.ts'
import v1 from './test-support/journal-v1.json' with { type: 'json' }

const [storageId = ''] = v1.uploads.map((row) => row.storageId)
const [firstId = ''] = v1.uploads.map(({ id }) => id)

const asReadToday = v1.uploads.map((row) => ({ ...row, recuts: [] }))

const cleanUps: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

describe('a database that version 1 wrote', () => {
  it('is read as it is: cut once, as files were then', async () => {
    const journal = open(await plantVersion1())

    expect(await journal.list(storageId)).toEqual(asReadToday)
    const parts = await journal.parts(firstId)
    expect(parts.map((part) => ({ id: firstId, ...part }))).toEqual(v1.parts)
  })

  it('is upgraded once, and keeps every row', async () => {
    const scope = await plantVersion1()
    const { upgrade, runs } = plantUpgrade()

    const before = open(scope, upgrade)
    expect(groupsOf(await before.list(storageId))).toEqual(['default, moved', 'default, moved'])
    before.close()
    const after = open(scope, upgrade)

    expect(groupsOf(await after.list(storageId))).toEqual(['default, moved', 'default, moved'])
    expect(await after.parts(firstId)).toHaveLength(v1.parts.length)
    expect(runs()).toBe(1)
  })

  it('is upgraded once by two tabs that open it at once', async () => {
    const scope = await plantVersion1()
    const { upgrade, runs } = plantUpgrade()

    const lists = await Promise.all(
      [open(scope, upgrade), open(scope, upgrade)].map((tab) => tab.list(storageId)),
    )

    expect(lists.map(groupsOf)).toEqual([
      ['default, moved', 'default, moved'],
      ['default, moved', 'default, moved'],
    ])
    expect(runs()).toBe(1)
  })

  it('stays as it was when an upgrade fails, which says why', async () => {
    const scope = await plantVersion1()
    const broken: Upgrade = async (_connection, transaction) => {
      await transaction.objectStore('uploads').clear()
      throw new Error('This row cannot be upgraded.')
    }

    await expect(open(scope, broken).list(storageId)).rejects.toThrow('cannot be upgraded')

    expect(await open(scope).list(storageId)).toEqual(asReadToday)
  })

  it('is upgraded although an older tab has it open, which then says what to do', async () => {
    const scope = await plantVersion1()
    const older = open(scope)
    await older.list(storageId)

    const newer = open(scope, plantUpgrade().upgrade)

    expect(await newer.list(storageId)).toHaveLength(2)
    await expect(older.list(storageId)).rejects.toThrow('Reload the page')
    expect(await newer.list(storageId)).toHaveLength(2)
  })

  it('is upgraded once an older tab has ended what it was writing', async () => {
    const scope = await plantVersion1()
    const writing = await holdTransaction(scope)

    const list = open(scope, plantUpgrade().upgrade).list(storageId)
    await writing.isAskedToLeave
    writing.end()

    expect(await list).toHaveLength(2)
  })

  it('is upgraded although an older tab makes way a moment late', async () => {
    const scope = await plantVersion1()
    const older = await openRaw(scope)
    older.onversionchange = () => void setTimeout(() => older.close())

    expect(await open(scope, plantUpgrade().upgrade).list(storageId)).toHaveLength(2)
  })

  it('is given up with words when an older tab never makes way', async () => {
    const scope = await plantVersion1()
    await openRaw(scope)

    await expect(open(scope, plantUpgrade().upgrade).list(storageId)).rejects.toThrow(
      'Close the other tabs',
    )
  })
})

function groupsOf(entries: readonly JournalEntry[]): readonly string[] {
  return entries.map(({ group }) => group)
}

/** The next version, as it may come one day: it rewrites every row. */
function plantUpgrade(): { readonly upgrade: Upgrade; readonly runs: () => number } {
  let runs = 0
  return {
    runs: () => runs,
    upgrade: async (_connection, transaction) => {
      runs += 1
      const uploads = transaction.objectStore('uploads')
      for (const row of await uploads.getAll()) {
        const entry = row as JournalEntry // The fixture holds nothing else.
        await uploads.put({ ...entry, group: `${entry.group}, moved` })
      }
    },
  }
}

function open(scope: string, ...more: readonly Upgrade[]): UploadJournal {
  const journal = journalIn(createDatabase(scope, [...databaseUpgrades, ...more]))
  cleanUps.push(() => journal.close())
  return journal
}

/** The stores and rows of version 1, written without this library. Resolves with the scope. */
async function plantVersion1(): Promise<string> {
  const scope = crypto.randomUUID()
  const raw = await openRaw(scope, (database) => {
    const uploads = database.createObjectStore('uploads', { keyPath: 'id' })
    uploads.createIndex('byStorage', 'storageId')
    uploads.createIndex('byIdentity', 'identity')
    uploads.createIndex('byState', 'state')
    const parts = database.createObjectStore('parts', { keyPath: ['id', 'number'] })
    database.createObjectStore('handles', { keyPath: 'id' })
    database.createObjectStore('stash', { keyPath: 'id' })
    for (const row of v1.uploads) uploads.put(row)
    for (const row of v1.parts) parts.put(row)
  })
  raw.close()
  return scope
}

/** Another tab that writes, and makes way as soon as it has ended. */
async function holdTransaction(
  scope: string,
): Promise<{ readonly isAskedToLeave: Promise<void>; readonly end: () => void }> {
  const raw = await openRaw(scope)
  const store = raw.transaction('uploads', 'readwrite').objectStore('uploads')
  let isHolding = true
  const hold = (): void => {
    if (isHolding) store.get('').onsuccess = hold
  }
  hold()
  const isAskedToLeave = new Promise<void>((resolve) => {
    raw.onversionchange = () => {
      raw.close()
      resolve()
    }
  })
  return {
    isAskedToLeave,
    end: () => {
      isHolding = false
    },
  }
}

function openRaw(scope: string, create?: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName(scope))
    request.onupgradeneeded = () => create?.(request.result)
    request.onsuccess = () => {
      const database = request.result
      cleanUps.push(() => {
        database.close()
        indexedDB.deleteDatabase(databaseName(scope))
      })
      resolve(database)
    }
    request.onerror = () => reject(request.error ?? new Error('The database does not open.'))
  })
}
