import { describe, expect, it } from 'vitest'
import { progressOf } from '../model/upload-phase.ts'
import { createWorld } from '../testing/create-world.ts'
import { createTestFile, testBytes } from '../testing/test-files.ts'

const kB = 1024

describe('progress', () => {
  it('never goes backwards, and never is complete before the object exists', async () => {
    const { storage, visit } = createWorld({ storage: { bytesPerSecond: 700 } })
    for (const part of [2, 3, 5]) storage.faults.add({ op: 'sendPart', part, effect: 'damage' })
    storage.faults.add({ op: 'complete', effect: 'delay', milliseconds: 5_000 })
    const { uploader, until } = visit({ partsAtOnce: 2 })
    const upload = uploader.add(createTestFile({ size: 8 * kB }))
    const seen: number[] = []
    const seenBeforeObject: number[] = []
    upload.subscribe(() => {
      const progress = progressOf(upload.getSnapshot())
      seen.push(progress)
      if (storage.objects.size === 0) seenBeforeObject.push(progress)
    })

    await until(upload, 'done')

    expect(seenBeforeObject.length).toBeGreaterThan(10)
    expect(Math.max(...seenBeforeObject)).toBeLessThan(1)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(progressOf(upload.getSnapshot())).toBe(1)
  })

  it('shows speed and time left while bytes leave, and neither while paused', async () => {
    const { time, visit } = createWorld({ storage: { bytesPerSecond: 1_000 } })
    const { uploader } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 20 * kB }))
    await time.until(() => upload.getSnapshot().storedParts === 5)

    const { rate, secondsLeft } = upload.getSnapshot()
    expect(rate).toBeGreaterThan(800)
    expect(rate).toBeLessThan(1_200)
    expect(secondsLeft).toBeGreaterThan(10)

    upload.pause()
    expect(upload.getSnapshot()).toMatchObject({ rate: null, secondsLeft: null })
  })

  it('tells of every part, and of the ones that were there before', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'stall' })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 4 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)
    upload.pause()
    await time.settle()
    upload.resume()
    await until(upload, 'done')

    const parts = upload.parts.getSnapshot()
    const states = Array.from({ length: parts.count }, (_, index) => parts.at(index).state)
    expect(states).toEqual(['reused', 'reused', 'stored', 'stored'])
    expect(upload.parts.getSnapshot()).toBe(parts)
  })

  it('of all uploads together is summed up', async () => {
    const { visit } = createWorld()
    const { uploader, until } = visit()
    const files = ['a', 'b', 'c'].map((name) => createTestFile({ name, size: 3 * kB }))
    for (const upload of uploader.addAll(files)) await until(upload, 'done')

    expect(uploader.totals.getSnapshot()).toMatchObject({
      files: 3,
      done: 3,
      failed: 0,
      bytes: 9 * kB,
      sentBytes: 9 * kB,
    })
  })
})

describe('a storage that hides the CRC from the page', () => {
  it('is compared by the list of parts', async () => {
    const { storage, visit } = createWorld({ storage: { hide: { crc64: true } } })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 4 * kB }))

    await until(upload, 'done')

    await expect(upload.settled()).resolves.toMatchObject({ verified: 'parts' })
    expect(storage.log.count('listParts')).toBe(1)
  })

  it('and damages a part is still found out', async () => {
    const { storage, visit } = createWorld({ storage: { hide: { crc64: true } } })
    storage.faults.add({ op: 'sendPart', part: 2, effect: 'damage' })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 4 * kB }))

    await until(upload, 'done')

    const { key } = await upload.settled()
    expect(storage.objects.get(key)?.bytes).toEqual(testBytes(4 * kB))
    expect(storage.log.count('sendPart', 2)).toBe(2)
  })

  it('in the list too is compared by MD5 against the ETag', async () => {
    const hide = { crc64: true, listedCrc64: true }
    const { storage, visit } = createWorld({ storage: { hide } })
    storage.faults.add({ op: 'sendPart', part: 2, effect: 'damage' })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 4 * kB }))

    await until(upload, 'done')

    const { key, verified } = await upload.settled()
    expect(verified).toBe('parts')
    expect(storage.objects.get(key)?.bytes).toEqual(testBytes(4 * kB))
  })

  it('and the ETag of a whole file shows it as unverified, never silently', async () => {
    const { visit } = createWorld({ storage: { hide: { crc64: true, etag: true } } })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 100 }))

    await until(upload, 'done')

    await expect(upload.settled()).resolves.toMatchObject({ verified: 'none' })
  })

  it('and shows the ETag of a whole file is compared by MD5', async () => {
    const { visit } = createWorld({ storage: { hide: { crc64: true } } })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 100 }))

    await until(upload, 'done')

    await expect(upload.settled()).resolves.toMatchObject({ verified: 'md5' })
  })

  it('and loses the answer to Complete is asked for the object, which its ETag identifies', async () => {
    const { storage, visit } = createWorld({ storage: { hide: { crc64: true } } })
    storage.faults.add({ op: 'complete', effect: 'lose-answer' })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 4 * kB }))

    await until(upload, 'done')

    expect(storage.log.sentParts).toHaveLength(4)
  })
})

describe('a storage that hides the ETag from the page', () => {
  it('still gets every part named at Complete: the list shows it', async () => {
    const { storage, visit } = createWorld({ storage: { hide: { etag: true } } })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 4 * kB }))

    await until(upload, 'done')

    await expect(upload.settled()).resolves.toMatchObject({ verified: 'crc64' })
    expect(storage.log.count('listParts')).toBe(1)
  })
})

describe('a storage that lost a part', () => {
  it('says so at Complete, gets the part again, and the upload ends well', async () => {
    const { storage, visit } = createWorld()
    storage.faults.add({ op: 'complete', effect: 'reject', code: 'part-missing' })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 4 * kB }))

    await until(upload, 'done')

    expect(storage.log.count('listParts')).toBe(1)
    expect(storage.log.count('complete')).toBe(2)
  })
})
