import { describe, expect, it } from 'vitest'
import { createMemoryJournal } from '../adapters/memory-journal.ts'
import { createWorld } from '../testing/create-world.ts'
import { createMemoryStorage } from '../testing/memory-storage.ts'
import { createTestFile } from '../testing/test-files.ts'

const kB = 1024

describe('a second tab', () => {
  it('shows the upload of the first one as it runs, and the end of it', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', part: 4 })
    const first = visit({ partsAtOnce: 1 })
    const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)

    const second = visit({ partsAtOnce: 1 })
    const [mirror] = await second.uploader.restore()
    await time.settle()
    expect(mirror?.getSnapshot()).toMatchObject({
      status: 'uploading',
      owner: 'elsewhere',
      sentBytes: 3 * kB,
      storedParts: 3,
    })

    gate.open()
    await first.until(owned, 'done')
    await second.until(mirror, 'done')

    expect(storage.log.sentParts).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('that adds the same file waits, and takes over when the first one dies', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 4, effect: 'stall' })
    const first = visit({ partsAtOnce: 1 })
    first.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)

    const second = visit({ partsAtOnce: 1 })
    const upload = second.uploader.add(createTestFile({ size: 6 * kB }))
    await time.advance(300)
    expect(upload.getSnapshot()).toMatchObject({ status: 'uploading', owner: 'elsewhere' })

    await first.crash()
    await second.until(upload, 'done')

    expect(storage.log.count('open')).toBe(1)
    expect(storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })

  it('cancels through the owner, who removes the parts', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 4, effect: 'stall' })
    const first = visit({ partsAtOnce: 1 })
    const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    const second = visit()
    const [mirror] = await second.uploader.restore()

    await mirror?.cancel()
    await second.until(mirror, 'canceled')

    expect(owned.getSnapshot().status).toBe('canceled')
    expect(storage.uploads.size).toBe(0)
  })
})

describe('two uploaders on one page', () => {
  it('with two buckets and the same file both finish, and neither touches the rows of the other', async () => {
    const { journal, visit, storage } = createWorld()
    const other = createMemoryStorage({ id: 'other-bucket' })
    const here = visit()
    const there = visit({ storage: other })
    const uploads = [here, there].map(({ uploader }) =>
      uploader.add(createTestFile({ size: 6 * kB })),
    )
    await here.until(uploads[0], 'done')
    await there.until(uploads[1], 'done')

    expect(storage.objects.size).toBe(1)
    expect(other.objects.size).toBe(1)
    expect(await journal.list(storage.id)).toEqual([])
    expect(await journal.list(other.id)).toEqual([])
  })
})

describe('another person on the same browser', () => {
  it('sees, sends and continues nothing of the one before', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'stall' })
    const [journalOfA, journalOfB] = [createMemoryJournal(), createMemoryJournal()]
    const before = visit({ journal: journalOfA, partsAtOnce: 1 })
    before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)
    await before.crash()

    const after = visit({ journal: journalOfB })
    expect(await after.uploader.restore()).toEqual([])
    await after.until(after.uploader.add(createTestFile({ size: 6 * kB })), 'done')

    expect(storage.log.count('open')).toBe(2)
    expect(await journalOfA.list(storage.id)).toHaveLength(1)
  })

  it('finds nothing after the first one signed out', async () => {
    const { journal, storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'stall' })
    const { uploader } = visit({ partsAtOnce: 1 })
    uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)

    await uploader.forgetAll()

    expect(uploader.getSnapshot()).toEqual([])
    expect(await journal.list(storage.id)).toEqual([])
    expect(storage.log.pending).toEqual([])
  })
})

describe('dispose', () => {
  it('stops every run, cancels nothing, and leaves no request, timer or listener behind', async () => {
    const { journal, storage, time, visit } = createWorld()
    storage.faults.hold({ op: 'sendPart', at: 'middle', times: 6 })
    const { uploader, environment } = visit()
    const uploads = uploader.addAll([
      createTestFile({ name: 'a.zip', size: 6 * kB }),
      createTestFile({ name: 'b.zip', size: 6 * kB }),
    ])
    await time.until(() => storage.log.pending.length === 6)
    await time.settle()

    await uploader.dispose()

    expect(uploads.map((upload) => upload.getSnapshot().status)).not.toContain('canceled')
    expect(storage.log.pending).toEqual([])
    expect(time.pendingSleeps).toBe(0)
    expect(environment.connectivityListeners).toBe(0)
    expect(storage.uploads.size).toBe(2)
    expect(await journal.list(storage.id)).toHaveLength(2)
  })
})

describe('a journal that refuses to write', () => {
  it('costs its memory and nothing else: the upload goes on and says so', async () => {
    const { visit } = createWorld()
    const broken = { ...createMemoryJournal(), write: () => Promise.reject(new Error('Quota.')) }
    const { uploader, until } = visit({ journal: broken })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'done')

    expect(upload.getSnapshot().journal).toBe('unavailable')
  })
})

describe('entries of earlier visits', () => {
  it('are forgotten after seven days', async () => {
    const { journal, storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'stall' })
    const before = visit({ partsAtOnce: 1 })
    before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)
    await before.crash()
    await time.advance(7 * 24 * 60 * 60_000 + 60_000)

    const after = visit()
    expect(await after.uploader.restore()).toEqual([])
    await time.settle()
    expect(await journal.list(storage.id)).toEqual([])
  })
})
