/// <reference types="@vitest/browser-playwright" />
import { afterEach, describe, expect, it, vi } from 'vitest'
import { cdp } from 'vitest/browser'
import type { UploadError } from '../model/upload-error.ts'
import type { UploadJournal } from '../ports/upload-journal.ts'
import { describeUploadJournal } from '../testing/describe-upload-journal.ts'
import { createEntry, createFullEntry, createPart } from '../testing/journal-entries.ts'
import { databaseName } from './database.ts'
import { forgivingJournal } from './forgiving-journal.ts'
import { createIndexedDbJournal } from './indexed-db-journal.ts'

const cleanUps: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

describeUploadJournal('createIndexedDbJournal in Chromium', () => open(createScope()))

describeUploadJournal('forgivingJournal over createIndexedDbJournal in Chromium', () =>
  forgivingJournal(open(createScope())),
)

describe('createIndexedDbJournal', () => {
  it('is there for the next visit', async () => {
    const scope = createScope()
    const before = open(scope)
    await before.write([
      { type: 'put', entry: createFullEntry() },
      { type: 'putPart', id: 'full', part: createPart(2) },
    ])
    before.close()

    const after = open(scope)

    expect(await after.list('storage')).toEqual([createFullEntry()])
    expect(await after.parts('full')).toEqual([createPart(2)])
  })

  it('takes any text as scope, and keeps scopes apart', async () => {
    const scopes = ['', '/../', '用户 🎬:租户', 'a'.repeat(5_000), '\ud800'].map(createScope)
    const journals = scopes.map(open)
    for (const [index, journal] of journals.entries())
      await journal.write([{ type: 'put', entry: createEntry(`of ${index}`) }])

    const listed = await Promise.all(journals.map((journal) => journal.list('storage')))

    expect(listed.map((entries) => entries.map(({ id }) => id))).toEqual(
      scopes.map((_, index) => [`of ${index}`]),
    )
  })

  it('gives an upload to one of two tabs that claim it at once', async () => {
    const scope = createScope()
    const tabs = [open(scope), open(scope)] as const
    await tabs[0].write([{ type: 'put', entry: createEntry('a') }])

    for (let round = 0, from: string | null = null; round < 20; round += 1) {
      const claims = await Promise.all(
        tabs.map((tab, index) => tab.claim('a', { from, owner: `${round}-${index}` })),
      )
      const winners = claims.filter((entry) => entry !== undefined)
      expect(winners).toHaveLength(1)
      from = winners[0]?.owner ?? null
    }
  })

  it('drops corrupt and foreign rows, and keeps the good ones', async () => {
    const scope = createScope()
    const journal = open(scope)
    await journal.write([
      { type: 'put', entry: createEntry('good') },
      { type: 'putPart', id: 'good', part: createPart(1) },
    ])
    const raw = await openRaw(scope)
    const rows = raw.transaction(['uploads', 'parts'], 'readwrite')
    rows.objectStore('uploads').put({ id: 'foreign', storageId: 'storage', html: '<script>' })
    rows.objectStore('uploads').put({ ...createEntry('newer'), v: 2 })
    rows.objectStore('parts').put({ id: 'good', number: 2, crc64: {} })
    rows.objectStore('parts').put({ id: 'good', number: -3, size: 1 })
    await completed(rows)

    expect((await journal.list('storage')).map(({ id }) => id)).toEqual(['good'])
    expect(await journal.get('foreign')).toBeUndefined()
    expect(await journal.parts('good')).toEqual([createPart(1)])
    expect(await journal.claim('newer', { from: null, owner: 'me' })).toBeUndefined()
  })

  it('makes way for a tab with a newer version, and then says what to do', async () => {
    const scope = createScope()
    const journal = open(scope)
    await journal.write([{ type: 'put', entry: createEntry('a') }])

    const newer = await openRaw(scope, 99)

    expect(newer.version).toBe(99)
    await expect(journal.list('storage')).rejects.toThrow('Reload the page')
  })

  it('does not pretend to remember after its database was deleted', async () => {
    const scope = createScope()
    const journal = open(scope)
    await journal.write([{ type: 'put', entry: createEntry('a') }])

    await deleteDatabase(scope)

    await expect(journal.list('storage')).rejects.toThrow('was deleted')
    await expect(journal.write([])).rejects.toThrow('was deleted')
  })

  it('opens again after it was closed', async () => {
    const journal = open(createScope())
    await journal.write([{ type: 'put', entry: createEntry('a') }])

    journal.close()

    expect(await journal.get('a')).toEqual(createEntry('a'))
  })

  it('has every store that this version knows', async () => {
    const scope = createScope()
    await open(scope).list('storage')

    const raw = await openRaw(scope)

    expect([...raw.objectStoreNames]).toEqual(['handles', 'leases', 'parts', 'stash', 'uploads'])
  })
})

describe('forgivingJournal over IndexedDB', () => {
  it('goes on with the running upload when the database is deleted under it', async () => {
    const scope = createScope()
    const reasons: string[] = []
    const journal = forgivingJournal(open(scope), {
      onAvailabilityChange: (_, { message }) => void reasons.push(message),
    })
    await journal.write([{ type: 'put', entry: createEntry('a') }])
    await deleteDatabase(scope)

    await journal.write([{ type: 'putPart', id: 'a', part: createPart(1) }])

    expect(journal.availability).toBe('unavailable')
    expect(reasons).toEqual([expect.stringContaining('was deleted')])
    expect(await journal.get('a')).toEqual(createEntry('a'))
    expect(await journal.parts('a')).toEqual([createPart(1)])
  })

  it('goes on when somebody clears the data of the site', async () => {
    const journal = forgivingJournal(open(createScope()))
    await journal.write([{ type: 'put', entry: createEntry('a') }])

    await clearSiteData()
    await journal.write([{ type: 'putPart', id: 'a', part: createPart(1) }])

    expect(journal.availability).toBe('unavailable')
    expect(await journal.get('a')).toEqual(createEntry('a'))
    expect(await journal.parts('a')).toEqual([createPart(1)])
  })

  it('goes on when the disk is full', async () => {
    await limitStorage(1_000_000)
    const reasons: UploadError[] = []
    const journal = forgivingJournal(open(createScope()), {
      onAvailabilityChange: (_, reason) => void reasons.push(reason),
    })
    await journal.write([{ type: 'put', entry: createEntry('a') }])
    expect(journal.availability).toBe('ready')

    const large = createEntry('b', { metadata: { note: 'x'.repeat(5_000_000) } })
    await journal.write([{ type: 'put', entry: large }])

    expect(journal.availability).toBe('unavailable')
    expect(reasons).toMatchObject([{ cause: { name: 'QuotaExceededError' } }])
    expect(await journal.get('b')).toEqual(large)
  })

  it('goes on when a newer version holds the database', async () => {
    const scope = createScope()
    await openRaw(scope, 99)
    const journal = forgivingJournal(open(scope))

    await journal.write([{ type: 'put', entry: createEntry('a') }])

    expect(journal.availability).toBe('unavailable')
    expect(await journal.list('storage')).toEqual([createEntry('a')])
  })

  it('does not wait for a tab that holds an open transaction for ever', async () => {
    const scope = createScope()
    const journal = forgivingJournal(open(scope), { patience: 50 })
    await journal.list('storage')
    await holdTransaction(await openRaw(scope))

    await journal.write([{ type: 'put', entry: createEntry('a') }])

    expect(journal.availability).toBe('unavailable')
    expect(await journal.get('a')).toEqual(createEntry('a'))
  })
})

/** As the settings of the browser do, while the page is open. */
async function clearSiteData(): Promise<void> {
  const { origin } = location
  await cdp().send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
}

/** A real bucket of its own with a real quota, in place of the page's, until the test ends. */
async function limitStorage(quota: number): Promise<void> {
  const { storageBuckets } = navigator as unknown as { readonly storageBuckets: StorageBuckets }
  const name = crypto.randomUUID()
  const bucket = await storageBuckets.open(name, { quota })
  vi.stubGlobal('indexedDB', bucket.indexedDB)
  cleanUps.push(() => storageBuckets.delete(name))
  cleanUps.push(() => vi.unstubAllGlobals())
}

/** Of Chromium, and not among TypeScript's types. */
interface StorageBuckets {
  open(
    name: string,
    options: { readonly quota: number },
  ): Promise<{ readonly indexedDB: IDBFactory }>
  delete(name: string): Promise<void>
}

let scopes = 0

function createScope(text = ''): string {
  const scope = `${text}#${crypto.randomUUID()}#${++scopes}`
  cleanUps.push(() => deleteDatabase(scope))
  return scope
}

function open(scope: string): UploadJournal {
  const journal = createIndexedDbJournal(scope)
  cleanUps.push(() => journal.close())
  return journal
}

function openRaw(scope: string, version?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName(scope), version)
    request.addEventListener('error', () => reject(new Error(String(request.error))))
    request.addEventListener('success', () => {
      cleanUps.push(() => request.result.close())
      resolve(request.result)
    })
  })
}

function deleteDatabase(scope: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(databaseName(scope))
    request.addEventListener('error', () => reject(new Error(String(request.error))))
    request.addEventListener('success', () => resolve())
  })
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve) => transaction.addEventListener('complete', () => resolve()))
}

/** Keeps a transaction busy until the test ends, so that nobody else can write. */
function holdTransaction(database: IDBDatabase): Promise<void> {
  let held = true
  cleanUps.push(() => {
    held = false
  })
  return new Promise((resolve) => {
    const store = database.transaction('uploads', 'readwrite').objectStore('uploads')
    const keepBusy = (): void => {
      resolve()
      if (held) store.get('nothing').addEventListener('success', keepBusy)
    }
    store.get('nothing').addEventListener('success', keepBusy)
  })
}
