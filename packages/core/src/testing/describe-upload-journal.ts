import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalEntry, UploadJournal } from '../ports/upload-journal.ts'
import { createEntry, createFullEntry, createPart } from './journal-entries.ts'

/** The rules of `UploadJournal`. `create` gives an empty journal every time. */
export function describeUploadJournal(
  name: string,
  create: () => Promise<UploadJournal> | UploadJournal,
): void {
  describe(`${name} as an UploadJournal`, () => {
    let journal: UploadJournal
    beforeEach(async () => {
      journal = await create()
    })
    afterEach(() => journal.close())

    it('is ready, and knows nothing yet', async () => {
      expect(journal.availability).toBe('ready')
      expect(await journal.list('storage')).toEqual([])
      expect(await journal.get('a')).toBeUndefined()
      expect(await journal.parts('a')).toEqual([])
    })

    it('gives back every field as it was written', async () => {
      const entry = createFullEntry()

      await journal.write([{ type: 'put', entry }])

      expect(await journal.get(entry.id)).toEqual(entry)
      expect(await journal.list(entry.storageId)).toEqual([entry])
    })

    it('replaces an entry that it knows', async () => {
      const entry = createEntry('a')
      await put(entry)

      await put({ ...entry, state: 'paused', touchedAt: 5 })

      expect(await journal.list('storage')).toEqual([{ ...entry, state: 'paused', touchedAt: 5 }])
    })

    it('lists one storage only, oldest first', async () => {
      await put(createEntry('young', { createdAt: 30 }))
      await put(createEntry('old', { createdAt: 10 }))
      await put(createEntry('foreign', { createdAt: 15, storageId: 'other' }))
      await put(createEntry('middle', { createdAt: 20 }))

      const listed = await journal.list('storage')

      expect(listed.map(({ id }) => id)).toEqual(['old', 'middle', 'young'])
    })

    it('gives parts by number, whatever the order they were stored in', async () => {
      await put(createEntry('a'))
      for (const number of [10, 2, 1])
        await journal.write([{ type: 'putPart', id: 'a', part: createPart(number) }])

      expect(await journal.parts('a')).toEqual([1, 2, 10].map((number) => createPart(number)))
    })

    it('keeps 10,000 parts in order', { timeout: 60_000 }, async () => {
      const numbers = Array.from({ length: 10_000 }, (_, index) => index + 1)
      await put(createEntry('a'))

      await journal.write(
        numbers.map((number) => ({ type: 'putPart', id: 'a', part: createPart(number) })),
      )

      const parts = await journal.parts('a')
      expect(parts.map(({ number }) => number)).toEqual(numbers)
    })

    it('replaces the record of a part that was sent again', async () => {
      await put(createEntry('a'))
      await journal.write([{ type: 'putPart', id: 'a', part: createPart(1) }])

      const again = { ...createPart(1), etag: null, crc64: '99' }
      await journal.write([{ type: 'putPart', id: 'a', part: again }])

      expect(await journal.parts('a')).toEqual([again])
    })

    it('keeps the parts of two uploads apart', async () => {
      await journal.write([
        { type: 'put', entry: createEntry('a') },
        { type: 'put', entry: createEntry('b') },
        { type: 'putPart', id: 'a', part: createPart(1) },
        { type: 'putPart', id: 'b', part: createPart(2) },
        { type: 'dropParts', id: 'a' },
      ])

      expect(await journal.parts('a')).toEqual([])
      expect(await journal.parts('b')).toEqual([createPart(2)])
    })

    it('drops parts and keeps the entry', async () => {
      const entry = createEntry('a')
      await put(entry)
      await journal.write([{ type: 'putPart', id: 'a', part: createPart(1) }])

      await journal.write([{ type: 'dropParts', id: 'a' }])

      expect(await journal.get('a')).toEqual(entry)
      expect(await journal.parts('a')).toEqual([])
    })

    it('forgets an entry with its parts for good', async () => {
      await put(createEntry('a'))
      await journal.write([{ type: 'putPart', id: 'a', part: createPart(1) }])

      await journal.write([{ type: 'forget', id: 'a' }])
      expect(await journal.get('a')).toBeUndefined()

      await put(createEntry('a'))
      expect(await journal.parts('a')).toEqual([])
    })

    it('forgets what it never knew without complaint', async () => {
      await journal.write([
        { type: 'forget', id: 'unknown' },
        { type: 'dropParts', id: 'unknown' },
      ])

      expect(await journal.list('storage')).toEqual([])
    })

    it('makes the changes of one write in their order', async () => {
      await journal.write([
        { type: 'put', entry: createEntry('gone') },
        { type: 'forget', id: 'gone' },
        { type: 'forget', id: 'back' },
        { type: 'put', entry: createEntry('back') },
        { type: 'putPart', id: 'back', part: createPart(1) },
        { type: 'dropParts', id: 'back' },
        { type: 'putPart', id: 'back', part: createPart(2) },
      ])

      expect((await journal.list('storage')).map(({ id }) => id)).toEqual(['back'])
      expect(await journal.parts('back')).toEqual([createPart(2)])
    })

    it('makes writes in the order they were asked for', async () => {
      const entry = createEntry('a')

      await Promise.all([
        put({ ...entry, touchedAt: 1 }),
        put({ ...entry, touchedAt: 2 }),
        put({ ...entry, touchedAt: 3 }),
      ])

      expect((await journal.get('a'))?.touchedAt).toBe(3)
    })

    it('makes all changes of a write or none', async () => {
      await put(createEntry('kept'))
      const broken = createEntry('broken', { metadata: unstorable })

      const writing = journal.write([
        { type: 'put', entry: createEntry('new') },
        { type: 'forget', id: 'kept' },
        { type: 'put', entry: broken },
      ])

      await expect(writing).rejects.toBeInstanceOf(Error)
      expect((await journal.list('storage')).map(({ id }) => id)).toEqual(['kept'])
    })

    it('takes an empty write, and a strict one', async () => {
      await journal.write([])
      await journal.write([{ type: 'put', entry: createEntry('a') }], { durability: 'strict' })
      await journal.write([{ type: 'put', entry: createEntry('b') }], { durability: 'relaxed' })

      expect(await journal.list('storage')).toHaveLength(2)
    })

    it('hands an entry to the owner who asks with the right predecessor', async () => {
      const entry = createEntry('a', { owner: 'tab-1' })
      await put(entry)

      const claimed = await journal.claim('a', { from: 'tab-1', owner: 'tab-2' })

      expect(claimed).toEqual({ ...entry, owner: 'tab-2' })
      expect(await journal.get('a')).toEqual({ ...entry, owner: 'tab-2' })
    })

    it('leaves an entry to its owner when the predecessor is wrong', async () => {
      await put(createEntry('a', { owner: 'tab-1' }))

      expect(await journal.claim('a', { from: null, owner: 'tab-2' })).toBeUndefined()
      expect(await journal.claim('a', { from: 'tab-3', owner: 'tab-2' })).toBeUndefined()
      expect(await journal.claim('unknown', { from: null, owner: 'tab-2' })).toBeUndefined()
      expect(await journal.get('a')).toMatchObject({ owner: 'tab-1' })
      expect(await journal.get('unknown')).toBeUndefined()
    })

    it('gives an entry to one of many who claim it at once', async () => {
      await put(createEntry('a'))
      const tabs = ['tab-1', 'tab-2', 'tab-3', 'tab-4']

      const claims = await Promise.all(
        tabs.map((owner) => journal.claim('a', { from: null, owner })),
      )

      const [winner, ...others] = claims.filter((entry) => entry !== undefined)
      expect(others).toEqual([])
      expect(await journal.get('a')).toEqual(winner)
    })

    it('gives copies: changing one changes nothing in the journal', async () => {
      const entry = createEntry('a')
      await put(entry)
      await journal.write([{ type: 'putPart', id: 'a', part: createPart(1) }])

      Object.assign((await journal.get('a')) ?? {}, { state: 'done' })
      Object.assign((await journal.list('storage'))[0] ?? {}, { state: 'done' })
      Object.assign((await journal.parts('a'))[0] ?? {}, { size: 0 })

      expect(await journal.get('a')).toEqual(entry)
      expect(await journal.list('storage')).toEqual([entry])
      expect(await journal.parts('a')).toEqual([createPart(1)])
    })

    it('keeps what was written, whatever becomes of the object afterwards', async () => {
      const entry = createEntry('a')
      await put(entry)

      Object.assign(entry, { state: 'paused' })

      expect(await journal.get('a')).toMatchObject({ state: 'open' })
    })

    it('clears everything, of every storage', async () => {
      await put(createEntry('a'))
      await put(createEntry('b', { storageId: 'other' }))
      await journal.write([{ type: 'putPart', id: 'a', part: createPart(1) }])

      await journal.clear()

      expect(await journal.list('storage')).toEqual([])
      expect(await journal.list('other')).toEqual([])
      expect(await journal.parts('a')).toEqual([])
    })

    function put(entry: JournalEntry): Promise<void> {
      return journal.write([{ type: 'put', entry }])
    }
  })
}

// A function cannot be cloned, so that this fails after the changes before it were made.
const unstorable = { broken: () => {} } as unknown as Record<string, string>
