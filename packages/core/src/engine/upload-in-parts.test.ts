import { describe, expect, it } from 'vitest'
import { UploadError } from '../model/upload-error.ts'
import { createWorld } from '../testing/create-world.ts'
import { createTestFile, testBytes } from '../testing/test-files.ts'

const kB = 1024

describe('an upload in parts', () => {
  it('ends as an object that is byte for byte the file', async () => {
    const { storage, visit } = createWorld()
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 10 * kB + 1 }))

    await until(upload, 'done')

    const object = await upload.settled()
    expect(storage.objects.get(object.key)?.bytes).toEqual(testBytes(10 * kB + 1))
    expect(object).toMatchObject({ size: 10 * kB + 1, verified: 'crc64' })
    expect(storage.log.sentParts.toSorted((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ])
  })

  it('leaves nothing in the journal and nothing open on the storage', async () => {
    const { journal, storage, visit } = createWorld()
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 5 * kB }))

    await until(upload, 'done')

    expect(await journal.list(storage.id)).toEqual([])
    expect(await journal.parts(upload.id)).toEqual([])
    expect(storage.uploads.size).toBe(0)
  })

  it('sends several parts at once, and no more than asked', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', times: 20 })
    const { uploader } = visit({ partsAtOnce: 4 })
    uploader.add(createTestFile({ size: 20 * kB }))

    await time.until(() => storage.log.pending.length === 4)
    await time.settle()

    expect(storage.log.pending).toHaveLength(4)
    gate.open()
  })

  it('commits the plan before the first part leaves', async () => {
    const { journal, storage, time, visit } = createWorld()
    storage.faults.hold({ op: 'sendPart', times: 20 })
    const { uploader } = visit()
    uploader.add(createTestFile({ size: 5 * kB }))

    await time.until(() => storage.log.count('sendPart') > 0)

    const [entry] = await journal.list(storage.id)
    expect(entry).toMatchObject({ state: 'open', partSize: kB, remote: { key: entry?.key } })
  })

  it('sends a part again that arrived damaged', async () => {
    const { storage, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 2, effect: 'damage' })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 4 * kB }))

    await until(upload, 'done')

    const { key } = await upload.settled()
    expect(storage.log.count('sendPart', 2)).toBe(2)
    expect(storage.objects.get(key)?.bytes).toEqual(testBytes(4 * kB))
  })

  it('opens anew by itself when the storage forgot the upload in the middle', async () => {
    const { storage, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'forget' })
    const { uploader, until, events } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 4 * kB }))

    await until(upload, 'done')

    const { key } = await upload.settled()
    expect(storage.objects.get(key)?.bytes).toEqual(testBytes(4 * kB))
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'reopened',
        reason: expect.objectContaining({ code: 'upload-gone' }),
      }),
    )
  })

  it('fails with the reason when trying again cannot help, and goes on when asked', async () => {
    const { storage, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 2, effect: 'reject', code: 'access-denied' })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 4 * kB }))

    await until(upload, 'failed')
    expect(upload.getSnapshot()).toMatchObject({ error: { code: 'access-denied' } })
    await expect(upload.settled()).rejects.toBeInstanceOf(UploadError)

    upload.resume()
    await until(upload, 'done')
  })
})

describe('a pause', () => {
  it('keeps what is stored: only the missing parts are sent afterwards', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'stall' })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 5 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)

    upload.pause()
    expect(upload.getSnapshot().status).toBe('paused')
    await time.settle()
    upload.resume()
    await until(upload, 'done')

    expect(storage.log.sentParts).toEqual([1, 2, 3, 3, 4, 5])
  })

  it('frees its slots for other files', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', effect: 'stall', times: 2 })
    const { uploader, until } = visit({ partsAtOnce: 2 })
    const first = uploader.add(createTestFile({ name: 'first.zip', size: 5 * kB }))
    await time.until(() => storage.log.count('sendPart') === 2)
    const second = uploader.add(createTestFile({ name: 'second.zip', size: 5 * kB }))
    await time.settle()
    expect(second.getSnapshot().storedParts).toBe(0)

    first.pause()
    await until(second, 'done')

    expect(first.getSnapshot().status).toBe('paused')
  })

  it('while the upload is being opened leaves no orphan on the storage', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'open', at: 'answer' })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 5 * kB }))
    await time.until(() => storage.log.count('open') === 1)

    upload.pause()
    gate.open()
    await time.settle()
    upload.resume()
    await until(upload, 'done')

    expect(storage.log.count('open')).toBe(1)
    expect(storage.uploads.size).toBe(0)
  })

  it('in the tick of the start ends paused, and nothing is sent', async () => {
    const { storage, time, visit } = createWorld()
    const { uploader } = visit()
    const upload = uploader.add(createTestFile({ size: 5 * kB }))

    upload.pause()
    await time.settle()

    expect(upload.getSnapshot().status).toBe('paused')
    expect(storage.log.calls).toEqual([])
  })

  it('ten times quickly ends in the last state asked for, and no part is sent twice by overlap', async () => {
    const { storage, time, visit } = createWorld()
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 5 * kB }))
    for (let round = 0; round < 10; round += 1) {
      upload.pause()
      upload.resume()
    }
    await until(upload, 'done')

    expect(storage.log.sentParts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5])
    upload.pause()
    await time.settle()
    expect(upload.getSnapshot().status).toBe('done')
  })
})

describe('a crash', () => {
  it('loses nothing: the file chosen again goes on with the missing parts only', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 4, effect: 'stall' })
    const before = visit({ partsAtOnce: 1 })
    before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    await before.crash()

    const after = visit({ partsAtOnce: 1 })
    const [restored] = await after.uploader.restore()
    expect(restored?.getSnapshot()).toMatchObject({
      status: 'interrupted',
      waitingFor: 'file',
      storedParts: 3,
      sentBytes: 3 * kB,
    })
    const again = after.uploader.add(createTestFile({ size: 6 * kB }))
    expect(again).toBe(restored)
    await after.until(again, 'done')

    expect(storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
    const { key } = await again.settled()
    expect(storage.objects.get(key)?.bytes).toEqual(testBytes(6 * kB))
  })

  it('also goes on when the file is added before anything was restored', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 4, effect: 'stall' })
    const before = visit({ partsAtOnce: 1 })
    before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    await before.crash()

    const after = visit({ partsAtOnce: 1 })
    const upload = after.uploader.add(createTestFile({ size: 6 * kB }))
    await after.uploader.restore()
    await after.until(upload, 'done')

    expect(after.uploader.getSnapshot()).toEqual([upload])
    expect(storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })

  it('offers all fifty files again that were queued when the tab died', async () => {
    const { storage, visit } = createWorld()
    const before = visit()
    const files = Array.from({ length: 50 }, (_, index) =>
      createTestFile({ name: `${index}.zip`, size: 3 * kB, seed: index + 1 }),
    )
    before.uploader.addAll(files)
    await new Promise<void>((resolve) => queueMicrotask(resolve))
    await Promise.resolve()
    await before.crash()

    const after = visit()
    await after.uploader.restore()
    expect(after.uploader.getSnapshot()).toHaveLength(50)
    const uploads = after.uploader.addAll(files)
    for (const upload of uploads) await after.until(upload, 'done')

    expect(storage.objects.size).toBe(50)
  })

  it('between Complete and its answer sends nothing again: the object is found', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'complete', effect: 'stall', at: 'answer' })
    const before = visit()
    before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.objects.size === 1)
    await before.crash()
    storage.log.clear()

    const after = visit()
    const [restored] = await after.uploader.restore()
    await after.until(restored, 'done')

    expect(storage.log.sentParts).toEqual([])
    expect(storage.log.count('complete')).toBe(0)
  })

  it('just before Complete needs no file: all parts are there', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'complete', effect: 'stall' })
    const before = visit()
    before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('complete') === 1)
    await before.crash()

    const after = visit()
    const [restored] = await after.uploader.restore()
    await after.until(restored, 'done')

    expect([...storage.objects.values()][0]?.bytes).toEqual(testBytes(6 * kB))
  })

  it('restores what was paused as paused', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 2, effect: 'stall' })
    const before = visit({ partsAtOnce: 1 })
    const upload = before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 2) === 1)
    upload.pause()
    await time.settle()
    await before.crash()

    const after = visit()
    const [restored] = await after.uploader.restore()
    expect(restored?.getSnapshot()).toMatchObject({ status: 'paused', waitingFor: 'file' })
  })
})

describe('the answer to Complete', () => {
  it('may get lost: the upload is done when the object is there', async () => {
    const { storage, visit } = createWorld()
    storage.faults.add({ op: 'complete', effect: 'lose-answer' })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'done')

    expect(storage.log.count('findObject')).toBe(1)
    expect(storage.log.sentParts).toHaveLength(6)
  })

  it('of a damaged object is never believed', async () => {
    const { storage, visit } = createWorld()
    const { uploader, until } = visit({
      storage: {
        ...storage,
        complete: async (...call) => ({ ...(await storage.complete(...call)), crc64: '42' }),
      },
    })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'failed')

    expect(upload.getSnapshot()).toMatchObject({ error: { code: 'object-damaged' } })
  })
})
