import { describe, expect, it } from 'vitest'
import { forgivingJournal } from '../adapters/forgiving-journal.ts'
import { createMemoryJournal } from '../adapters/memory-journal.ts'
import { UploadError } from '../model/upload-error.ts'
import { createWorld } from '../testing/create-world.ts'
import { createTestFile, testBytes } from '../testing/test-files.ts'

const kB = 1024
const minute = 60_000
const hour = 60 * minute

describe('a laptop that sleeps 8 hours in mid-part', () => {
  it('goes on when it wakes, though the network comes a minute later', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'stall', at: 'middle' })
    const { uploader, until, events } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)

    time.clock.moveTo(time.clock.elapsed() + 8 * hour)
    const gone = { effect: 'reject', code: 'network-failed', times: Infinity } as const
    storage.faults.add({ ...gone, to: time.clock.elapsed() + minute })
    await until(upload, 'done')

    const { key } = await upload.settled()
    expect(storage.objects.get(key)?.bytes).toEqual(testBytes(6 * kB))
    expect(storage.log.count('sendPart', 1)).toBe(1)
    expect(events.find(({ type }) => type === 'attemptFailed')).toMatchObject({
      error: { code: 'timed-out', message: expect.stringContaining('30 seconds') },
    })
  })

  it('goes on when it slept while it was waiting to try again', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', effect: 'reject', code: 'network-failed', times: 6 })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => upload.getSnapshot().waitingFor === 'network')

    time.clock.moveTo(time.clock.elapsed() + 8 * hour)
    await until(upload, 'done')

    expect(storage.objects.size).toBe(1)
  })
})

describe('a storage that never answers a part', () => {
  it('fails the upload after its budget, although the bytes leave every time', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 2, effect: 'lose-answer', times: Infinity })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'failed')

    expect(upload.getSnapshot()).toMatchObject({ error: { code: 'network-failed' } })
    expect(time.clock.elapsed()).toBeGreaterThan(30 * minute)
    expect(time.clock.elapsed()).toBeLessThan(35 * minute)
  })
})

describe('a device that goes offline while an upload waits to try again', () => {
  it('goes on at once when it is back online', async () => {
    const { storage, time, visit } = createWorld()
    const gone = { op: 'sendPart', effect: 'reject', code: 'server-busy' } as const
    storage.faults.add({ ...gone, retryAfter: hour })
    const { uploader, environment, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => upload.getSnapshot().waitingFor === 'retry')

    environment.goOffline()
    await time.advance(1_000)
    environment.goOnline()
    await until(upload, 'done')

    expect(time.clock.elapsed()).toBeLessThan(minute)
  })
})

describe('an answer that CORS hides from the first request on', () => {
  it('is not called a missing network', async () => {
    const { storage, time, visit } = createWorld()
    const hidden = new UploadError('network-failed', 'Hidden.', { reason: 'cors' })
    const { uploader } = visit({
      storage: { ...storage, open: () => Promise.reject(hidden) },
    })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await time.until(() => upload.getSnapshot().waitingFor !== null)

    expect(upload.getSnapshot().waitingFor).toBe('retry')
  })
})

describe('a journal that fails while it is read', () => {
  it('is said to be gone on every upload of the list', async () => {
    const broken = {
      ...createMemoryJournal(),
      list: () => Promise.reject(new Error('The disk is gone.')),
    }
    const { visit } = createWorld()
    const { uploader, until } = visit({ journal: forgivingJournal(broken) })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'done')

    expect(upload.getSnapshot().journal).toBe('unavailable')
  })
})
