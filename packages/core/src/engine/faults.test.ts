import { describe, expect, it } from 'vitest'
import { UploadError } from '../model/upload-error.ts'
import { createWorld } from '../testing/create-world.ts'
import type { MemoryStorage } from '../testing/memory-storage.ts'
import { createTestFile, testBytes } from '../testing/test-files.ts'

const kB = 1024

describe('a storage that answers 503', () => {
  it.each([0.5, 2, 10, 60])(
    'for %d seconds is waited for, and the upload ends well',
    async (seconds) => {
      const { storage, visit } = createWorld()
      const busy = { effect: 'reject', code: 'server-busy', times: Infinity } as const
      storage.faults.add({ ...busy, to: seconds * 1000 })
      const { uploader, until } = visit()
      const upload = uploader.add(createTestFile({ size: 6 * kB }))

      await until(upload, 'done')

      const { key } = await upload.settled()
      expect(storage.objects.get(key)?.bytes).toEqual(testBytes(6 * kB))
    },
  )

  it('is not asked again before the time it named', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'open', effect: 'reject', code: 'server-busy', retryAfter: 45_000 })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await until(upload, 'done')

    const [first, second] = storage.log.calls.filter(({ op }) => op === 'open')
    expect((second?.startedAt ?? 0) - (first?.startedAt ?? 0)).toBeGreaterThanOrEqual(45_000)
    expect(time.pendingSleeps).toBe(0)
  })

  it('shows that the upload waits, and stops showing it when it moves', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ effect: 'reject', code: 'server-busy', times: Infinity, to: 30_000 })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await time.until(() => upload.getSnapshot().waitingFor === 'retry')
    await until(upload, 'done')

    expect(upload.getSnapshot().waitingFor).toBeNull()
  })

  it('without end fails the upload after its budget, and a retry goes on', async () => {
    const { storage, visit } = createWorld()
    const heal = storage.faults.add({ effect: 'reject', code: 'server-busy', times: Infinity })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'failed')
    expect(upload.getSnapshot()).toMatchObject({ error: { code: 'server-busy' } })

    heal()
    upload.resume()
    await until(upload, 'done')
  })
})

describe('a connection that is cut while offline', () => {
  it('is waited for as long as it takes, and resumes by itself when it is back', async () => {
    const { storage, time, visit } = createWorld({ storage: { bytesPerSecond: 10 * kB } })
    const { uploader, environment, until } = visit({ partsAtOnce: 1 })
    const cut = { effect: 'reject', code: 'network-failed', times: Infinity } as const
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart') === 3)
    const heal = storage.faults.add(cut)
    environment.goOffline()

    await time.advance(3 * 60 * 60_000)
    expect(upload.getSnapshot()).toMatchObject({ status: 'uploading', waitingFor: 'network' })

    heal()
    environment.goOnline()
    await until(upload, 'done')
    expect(environment.connectivityListeners).toBe(0)
  })

  it('goes on without the browser saying so: that is only a hint', async () => {
    const { storage, visit } = createWorld()
    storage.faults.add({ effect: 'reject', code: 'network-failed', times: 5 })
    const { uploader, environment, until } = visit()
    environment.goOffline()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'done')

    expect(storage.objects.size).toBe(1)
  })
})

describe('a stalled link', () => {
  it('is given up after 30 seconds without a byte, and the part is sent again', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'stall', at: 'middle' })
    const { uploader, until, events } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'done')

    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'attemptFailed',
        error: expect.objectContaining({ code: 'timed-out' }),
      }),
    )
    expect(time.clock.elapsed()).toBeLessThan(60_000)
    expect(storage.log.count('sendPart', 3)).toBe(2)
  })

  it('never ends a slow request that moves', async () => {
    const { storage, visit } = createWorld({ storage: { bytesPerSecond: 30 } })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 2 * kB }))

    await until(upload, 'done')

    expect(storage.log.sentParts).toEqual([1, 2])
  })
})

describe('asking which parts exist', () => {
  it.each([
    'credentials-rejected',
    'credentials-unavailable',
    'server-busy',
    'network-failed',
  ] as const)('is repeated after %s, and the upload never starts from zero', async (code) => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 5, effect: 'stall' })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 5) === 1)
    upload.pause()
    await time.settle()
    storage.faults.add({ op: 'listParts', effect: 'reject', code, times: 3 })

    upload.resume()
    await until(upload, 'done')

    expect(storage.log.count('open')).toBe(1)
    expect(storage.log.sentParts).toEqual([1, 2, 3, 4, 5, 5, 6])
  })

  it('keeps the state when it is refused for good', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 5, effect: 'stall' })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 5) === 1)
    upload.pause()
    await time.settle()
    storage.faults.add({ op: 'listParts', effect: 'reject', code: 'access-denied' })
    upload.resume()
    await until(upload, 'failed')

    upload.resume()
    await until(upload, 'done')

    expect(storage.log.count('open')).toBe(1)
    expect(storage.log.sentParts).toEqual([1, 2, 3, 4, 5, 5, 6])
  })
})

describe('credentials', () => {
  it('that cannot be had for a minute make the upload wait, and it goes on', async () => {
    const { storage, time, visit } = createWorld()
    const down = { effect: 'reject', code: 'credentials-unavailable', times: Infinity } as const
    storage.faults.add({ ...down, to: 60_000 })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await time.until(() => upload.getSnapshot().waitingFor === 'credentials')
    await until(upload, 'done')

    expect(time.clock.elapsed()).toBeGreaterThanOrEqual(60_000)
  })

  it('of somebody signed out make the upload wait without end, until the application says more', async () => {
    const { storage, time, visit } = createWorld({ storage: { bytesPerSecond: 10 * kB } })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart') === 3)
    const signIn = storage.faults.add({ effect: 'reject', code: 'signed-out', times: Infinity })
    await time.advance(8 * 60 * 60_000)
    expect(upload.getSnapshot()).toMatchObject({ status: 'uploading', waitingFor: 'credentials' })

    signIn()
    uploader.credentialsChanged()
    await until(upload, 'done')
  })

  it('that another tab was given let an upload go on that nobody was signed in for', async () => {
    const { storage, time, visit } = createWorld()
    const signIn = storage.faults.add({ effect: 'reject', code: 'signed-out', times: Infinity })
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => upload.getSnapshot().waitingFor === 'credentials')
    await time.advance(60 * 60_000)

    signIn()
    const elsewhere = visit({ storage: noticing(storage) })
    elsewhere.uploader.add(createTestFile({ name: 'other.zip', size: 6 * kB }))
    await until(upload, 'done')

    expect(storage.objects.size).toBe(2)
  })

  it('that came while an old answer was on its way are used at once', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', part: 3 })
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'reject', code: 'signed-out' })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)

    uploader.credentialsChanged()
    gate.open()
    await until(upload, 'done')

    expect(storage.log.count('sendPart', 3)).toBe(2)
  })
})

describe('cancel', () => {
  it('while parts are in flight removes all of them from the storage', async () => {
    const { journal, storage, time, visit } = createWorld()
    storage.faults.hold({ op: 'sendPart', at: 'middle', times: 3 })
    const { uploader } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    const settled = upload.settled()
    await time.until(() => storage.log.count('sendPart') >= 3)

    await upload.cancel()

    expect(upload.getSnapshot().status).toBe('canceled')
    await expect(settled).rejects.toMatchObject({ code: 'canceled' })
    expect(storage.log.pending).toEqual([])
    expect(storage.uploads.size).toBe(0)
    expect(await journal.list(storage.id)).toEqual([])
  })

  it('offline removes the parts when back online', async () => {
    const { journal, storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'stall' })
    const { uploader, environment } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)
    const cut = { effect: 'reject', code: 'network-failed', times: Infinity } as const
    const heal = storage.faults.add(cut)
    environment.goOffline()
    await upload.cancel()
    expect(storage.uploads.size).toBe(1)

    heal()
    environment.goOnline()
    await time.until(() => storage.uploads.size === 0)
    await time.settle()

    expect(await journal.list(storage.id)).toEqual([])
  })

  it('offline, before the tab dies, removes the parts at the next visit', async () => {
    const { journal, storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'stall' })
    const before = visit({ partsAtOnce: 1 })
    const upload = before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)
    const heal = storage.faults.add({ effect: 'reject', code: 'network-failed', times: Infinity })
    await upload.cancel()
    await before.crash()
    heal()

    const after = visit()
    expect(await after.uploader.restore()).toEqual([])
    await time.until(() => storage.uploads.size === 0)
    await time.settle()

    expect(await journal.list(storage.id)).toEqual([])
  })

  it('while the upload is being opened leaves no orphan', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'open', at: 'answer' })
    const { uploader } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('open') === 1)

    const canceled = upload.cancel()
    gate.open()
    await canceled

    expect(storage.uploads.size).toBe(0)
  })
})

describe('the application’s confirm', () => {
  it('is repeated until it resolves, and the object is not uploaded again', async () => {
    const { storage, visit } = createWorld()
    let asked = 0
    const confirm = async () => {
      asked += 1
      if (asked < 4) throw new Error('Our server is down.')
      return { id: 7 }
    }
    const { uploader, until } = visit({ confirm })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'done')

    await expect(upload.settled()).resolves.toMatchObject({ confirmed: { id: 7 } })
    expect(storage.log.sentParts).toHaveLength(6)
  })

  it('that the tab did not live to see is repeated on return', async () => {
    const { storage, time, visit } = createWorld()
    const before = visit({ confirm: () => Promise.reject(new Error('Down.')) })
    const upload = before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => upload.getSnapshot().waitingFor === 'confirmation')
    await before.crash()

    const keys: string[] = []
    const after = visit({ confirm: async ({ key }) => void keys.push(key) })
    const [restored] = await after.uploader.restore()
    await after.until(restored, 'done')

    expect(keys).toEqual([...storage.objects.keys()])
    expect(storage.log.sentParts).toHaveLength(6)
  })
})

describe('a listener of the application that throws', () => {
  it('does not touch the upload', async () => {
    const { visit } = createWorld()
    const errors: unknown[] = []
    const onError = (error: unknown) => errors.push(error)
    process.on('uncaughtException', onError)
    const { uploader, until } = visit({
      onEvent: (_, { type }) => {
        if (type === 'started') throw new UploadError('unexpected', 'A bug in the application.')
      },
    })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'done')
    process.off('uncaughtException', onError)

    expect(errors).toEqual([expect.objectContaining({ message: 'A bug in the application.' })])
  })
})

/** Tells of credentials as they come, with the first request. */
function noticing(storage: MemoryStorage): MemoryStorage {
  return {
    ...storage,
    open: (target, call) => {
      call.notice?.({ type: 'credentialsReceived' })
      return storage.open(target, call)
    },
  }
}
