import { describe, expect, it } from 'vitest'
import type { RecutPolicy } from '../model/recut.ts'
import { createWorld } from '../testing/create-world.ts'
import type { MemoryStorageOptions } from '../testing/memory-storage.ts'
import { createTestFile, testBytes } from '../testing/test-files.ts'

const kB = 1024
const size = 6 * kB

describe('an upload that another browser began', () => {
  it('is offered, and finished with the file chosen once: nothing stored is sent again', async () => {
    const { storage, openElsewhere } = await begin({ stored: 3 })
    const { visit, offered } = await openElsewhere()
    expect(offered?.getSnapshot()).toMatchObject({
      status: 'interrupted',
      waitingFor: 'file',
      fileAt: 'none',
      begunElsewhereAt: expect.any(Number),
      file: { name: 'report.zip', size: 3 * kB },
    })

    offered?.resume(createTestFile({ size }))
    await visit.until(offered, 'done')

    expect(offered?.getSnapshot()).toMatchObject({ begunElsewhereAt: null, file: { size } })
    expect(storage.log.count('open')).toBe(0)
    expect(storage.log.sentParts).toEqual([4, 5, 6])
    expect([...storage.objects.values()].map(({ bytes }) => bytes)).toEqual([testBytes(size)])
  })

  it('is cut as it was begun, whatever this page would choose', async () => {
    const { storage, openElsewhere } = await begin({ stored: 3 })
    const { visit, offered } = await openElsewhere({ partSize: 5 * kB })

    offered?.resume(createTestFile({ size }))
    await visit.until(offered, 'done')

    expect(storage.log.sentParts).toEqual([4, 5, 6])
  })

  it('takes the file under any name: its bytes decide', async () => {
    const { storage, openElsewhere } = await begin({ stored: 3 })
    const { visit, offered } = await openElsewhere()

    offered?.resume(createTestFile({ name: 'IMG_7.jpg', size, lastModified: 5 }))
    await visit.until(offered, 'done')

    expect(storage.log.sentParts).toEqual([4, 5, 6])
  })

  it.each([
    ['other bytes', createTestFile({ size, seed: 2 })],
    ['too few bytes', createTestFile({ size: 2 * kB })],
  ])(
    'refuses a file of %s with words, sends nothing, and still takes the original',
    async (_, file) => {
      const { storage, openElsewhere } = await begin({ stored: 3 })
      const { world, visit, offered } = await openElsewhere()
      offered?.resume(file)
      await visit.until(offered, 'failed')
      expect(offered?.getSnapshot()).toMatchObject({ error: { code: 'wrong-file' } })
      expect(storage.log.sentParts).toEqual([])
      expect(await world.journal.list(storage.id)).toEqual([])

      offered?.resume(createTestFile({ size }))
      await visit.until(offered, 'done')
      expect(storage.log.sentParts).toEqual([4, 5, 6])
    },
  )

  it('is refused when one stored part of many differs', async () => {
    const { storage, openElsewhere } = await begin({ stored: 3 })
    const { visit, offered } = await openElsewhere()
    const bytes = testBytes(size)
    bytes[2 * kB + 7] = (bytes[2 * kB + 7] ?? 0) ^ 1

    offered?.resume(new File([bytes], 'report.zip'))
    await visit.until(offered, 'failed')

    expect(storage.objects.size).toBe(0)
  })

  it('of which only the last, shorter part is stored is understood from its bytes', async () => {
    const odd = size + 100
    const { storage, openElsewhere } = await begin({ size: odd, only: 7 })
    const { visit, offered } = await openElsewhere()

    offered?.resume(createTestFile({ size: odd }))
    await visit.until(offered, 'done')

    expect(new Set(storage.log.sentParts)).toEqual(new Set([1, 2, 3, 4, 5, 6]))
    expect(storage.log.sentParts).toHaveLength(6)
    expect([...storage.objects.values()][0]?.bytes).toEqual(testBytes(odd))
  })

  it('whose end was cut finer is understood from the parts that are there', async () => {
    const { storage, openElsewhere } = await begin({
      stored: 5,
      recut: (_, first) => (first === 4 ? kB / 4 : null),
    })
    const { visit, offered } = await openElsewhere()

    offered?.resume(createTestFile({ size }))
    await visit.until(offered, 'done')

    expect(storage.log.sentParts).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
    expect([...storage.objects.values()][0]?.bytes).toEqual(testBytes(size))
  })

  it('is compared by ETag where the list has no CRC', async () => {
    const { storage, openElsewhere } = await begin({
      stored: 3,
      storage: { hide: { listedCrc64: true } },
    })
    const { visit, offered } = await openElsewhere()

    offered?.resume(createTestFile({ size }))
    await visit.until(offered, 'done')

    expect(storage.log.sentParts).toEqual([4, 5, 6])
  })

  it('and finished in the meantime is sent anew', async () => {
    const { storage, openElsewhere } = await begin({ stored: 3 })
    const { visit, offered } = await openElsewhere()
    storage.faults.add({ op: 'listParts', effect: 'forget' })

    offered?.resume(createTestFile({ size }))
    await visit.until(offered, 'done')

    expect(storage.log.count('open')).toBe(1)
    expect([...storage.objects.values()][0]?.bytes).toEqual(testBytes(size))
  })

  it('is ours from then on: a reload finds it in the journal, and offers nothing twice', async () => {
    const { storage, openElsewhere } = await begin({ stored: 3 })
    const { world, visit, offered } = await openElsewhere()
    storage.faults.add({ op: 'sendPart', part: 5, effect: 'stall' })
    offered?.resume(createTestFile({ size }))
    await world.time.until(() => storage.log.count('sendPart', 5) === 1)
    await visit.crash()

    const next = world.visit({ storage, partsAtOnce: 1 })
    const restored = await next.uploader.restore()
    expect(restored).toHaveLength(1)
    restored[0]?.resume(createTestFile({ size }))
    await next.until(restored[0], 'done')

    expect(storage.log.sentParts).toEqual([4, 5, 5, 6])
  })

  it('leaves no parts when it is canceled here', async () => {
    const { storage, openElsewhere } = await begin({ stored: 3 })
    const { offered } = await openElsewhere()

    await offered?.cancel()

    expect(storage.uploads.size).toBe(0)
  })

  it('is not offered without a stored part: beginning anew loses nothing', async () => {
    const { openElsewhere } = await begin({ stored: 0 })
    expect((await openElsewhere()).offered).toBeUndefined()
  })

  it('is not offered where it is known: in the browser that began it', async () => {
    const { home } = await begin({ stored: 3 })
    expect(await home.visit().uploader.restore()).toHaveLength(1)
  })

  it('is not waited for longer than 15 seconds, and a list that fails costs nothing', async () => {
    const { storage, openElsewhere } = await begin({ stored: 3 })
    storage.faults.add({ op: 'listUnfinished', effect: 'stall' })
    expect((await openElsewhere()).offered).toBeUndefined()

    storage.faults.add({ op: 'listUnfinished', effect: 'reject', code: 'network-failed' })
    expect((await openElsewhere()).offered).toBeUndefined()
  })
})

interface Beginning {
  /** Parts that are stored when the browser is left. */
  readonly stored?: number
  /** Or this one alone. */
  readonly only?: number
  readonly size?: number
  readonly recut?: RecutPolicy
  readonly storage?: MemoryStorageOptions
}

/** A browser that was left in the middle, and others that have the same storage and no memory of it. */
async function begin({ stored = 0, only, size: bytes = size, recut, storage: options }: Beginning) {
  const home = createWorld({ storage: { ...options, listsUnfinished: true } })
  const { storage, time } = home
  const storedCount = only === undefined ? stored : 1
  if (only === undefined)
    storage.faults.add({ op: 'sendPart', effect: 'stall', skip: stored, times: Infinity })
  else
    for (let part = 1; part < only; part += 1)
      storage.faults.add({ op: 'sendPart', part, effect: 'stall', times: Infinity })
  const visit = home.visit({ partsAtOnce: only ?? 1, ...(recut && { recut }) })
  visit.uploader.add(createTestFile({ size: bytes }))
  await time.until(() =>
    [...storage.uploads.values()].some(({ parts }) => parts.size >= storedCount),
  )
  await time.settle()
  await visit.crash()
  storage.faults.clear()
  storage.log.clear()

  return { home, storage, openElsewhere }

  async function openElsewhere(uploaderOptions: { partSize?: number } = {}) {
    const world = createWorld()
    const elsewhere = world.visit({ storage, partsAtOnce: 1, ...uploaderOptions })
    let uploads: Awaited<ReturnType<typeof elsewhere.uploader.restore>> | undefined
    void elsewhere.uploader.restore().then((restored) => (uploads = restored))
    await world.time.until(() => uploads !== undefined)
    return { world, visit: elsewhere, offered: uploads?.[0] }
  }
}
