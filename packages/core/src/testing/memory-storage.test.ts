import { describe, expect, it } from 'vitest'
import { partAt, planEvenParts } from '../model/part.ts'
import type { StorageOperation } from '../ports/uploader.ts'
import { createMemoryNetwork } from './memory-network.ts'
import { createMemoryStorage, type MemoryStorageOptions } from './memory-storage.ts'
import { createTestFile, testBytes } from './test-files.ts'
import { createVirtualTime } from './virtual-time.ts'

const file = createTestFile({ size: 1_000 })
const plan = planEvenParts(file.size, 400)

describe('createMemoryStorage', () => {
  it('never gives an upload id twice, even after the upload was discarded', async () => {
    const { storage, target, call } = setUp()

    const first = await storage.open(target, call)
    await storage.discard(first, call)
    const second = await storage.open(target, call)

    expect(second.uploadId).not.toBe(first.uploadId)
    expect([...storage.uploads.keys()]).toEqual([second.uploadId])
  })

  it('knows an upload only under its own key', async () => {
    const { storage, target, call } = setUp()
    const { uploadId } = await storage.open(target, call)

    await expect(storage.listParts({ key: 'other.zip', uploadId }, call)).rejects.toMatchObject({
      code: 'upload-gone',
    })
  })

  it('stores what was sent, under the ETag rule of OSS and the CRC of all bytes', async () => {
    const { storage, target, call, sendAll, network } = setUp()
    const upload = await storage.open(target, call)
    const parts = await sendAll(upload)

    const facts = await storage.complete(upload, parts, target, call)

    expect(storage.objects.get(target.key)?.bytes).toEqual(testBytes(1_000))
    expect(facts.crc64).toBe(await network.checksum.crc64(file, call.signal))
    expect(facts.etag).toMatch(/^[0-9A-F]{32}-3$/)
    expect(storage.uploads.size).toBe(0)
  })

  it('refuses a part that is too small, unless it is the last', async () => {
    const { storage, target, call, send } = setUp({ limits: { minPartSize: 400 } })
    const upload = await storage.open(target, call)
    const parts = [await send(upload, 1), await send(upload, 3)]

    await expect(
      storage.complete(upload, [...parts, await send(upload, 4, 2)], target, call),
    ).rejects.toMatchObject({ code: 'request-rejected', part: 3 })
    await expect(storage.complete(upload, parts, target, call)).resolves.toMatchObject({
      size: 600,
    })
  })

  it('counts the pages of a list', async () => {
    const { storage, target, call, sendAll } = setUp({ pageSize: 2 })
    const upload = await storage.open(target, call)
    await sendAll(upload)

    expect(await storage.listParts(upload, call)).toHaveLength(3)
    expect(storage.listedPages).toBe(2)
  })

  it('hides from headers what CORS hides, and tells it in lists', async () => {
    const { storage, target, call } = setUp({ hide: { crc64: true, etag: true } })
    const upload = await storage.open(target, call)
    const sent = await storage.sendPart(upload, partAt(plan, 3), file.slice(800), call)
    const [listed] = await storage.listParts(upload, call)

    expect(sent).toMatchObject({ crc64: null, etag: null, size: 200 })
    expect(listed).toMatchObject({ crc64: sent.sentCrc64, etag: expect.any(String) })
    await storage.sendWhole(target, file, call)
    expect(await storage.findObject(target.key, call)).toMatchObject({ crc64: null, etag: null })
  })

  it('hides the CRC in lists where an older answer has none', async () => {
    const { storage, target, call, send } = setUp({ hide: { listedCrc64: true } })
    const upload = await storage.open(target, call)
    await send(upload, 1)

    expect(await storage.listParts(upload, call)).toMatchObject([{ number: 1, crc64: null }])
  })

  it('takes time when the line is slow', async () => {
    const { storage, target, call, time } = setUp({ bytesPerSecond: 100 })
    const progress: [at: number, sentBytes: number][] = []
    const onProgress = (sentBytes: number) => progress.push([time.clock.elapsed(), sentBytes])
    const sending = storage.sendWhole(target, file, { ...call, onProgress })

    await time.advance(9_999)
    expect(storage.objects.size).toBe(0)

    await time.advance(1)
    await sending
    expect(progress).toEqual([
      [2_500, 250],
      [5_000, 500],
      [7_500, 750],
      [10_000, 1_000],
    ])
  })

  it('names every file anew', () => {
    const { storage, file: info } = setUp()

    expect(storage.nameObject({ file: info }).key).not.toBe(storage.nameObject({ file: info }).key)
  })

  it('logs each call with what came of it', async () => {
    const { storage, target, call, send } = setUp()
    const upload = await storage.open(target, call)
    storage.faults.add({ op: 'sendPart', part: 2, effect: 'reject', code: 'server-busy' })
    await send(upload, 1)
    await expect(send(upload, 2)).rejects.toThrow('planned')
    await send(upload, 2)

    expect(storage.log.sentParts).toEqual([1, 2, 2])
    expect(storage.log.count('sendPart', 2)).toBe(2)
    expect(storage.log.calls.map(({ op, outcome }) => `${op} ${outcome}`)).toEqual([
      'open ok',
      'sendPart ok',
      'sendPart server-busy',
      'sendPart ok',
    ])
  })
})

describe('faults of the memory storage', () => {
  it('refuses as planned, as often as planned, and changes nothing', async () => {
    const { storage, target, call } = setUp()
    storage.faults.add({
      op: 'open',
      times: 2,
      effect: 'reject',
      code: 'server-busy',
      retryAfter: 7,
    })

    for (let attempt = 0; attempt < 2; attempt += 1)
      await expect(storage.open(target, call)).rejects.toMatchObject({
        code: 'server-busy',
        retryAfter: 7,
      })
    expect(storage.uploads.size).toBe(0)
    await expect(storage.open(target, call)).resolves.toMatchObject({ key: target.key })
  })

  it('does its work and loses the answer', async () => {
    const { storage, target, call, sendAll } = setUp()
    const upload = await storage.open(target, call)
    const parts = await sendAll(upload)
    storage.faults.add({ op: 'complete', effect: 'lose-answer' })

    await expect(storage.complete(upload, parts, target, call)).rejects.toMatchObject({
      code: 'network-failed',
    })
    expect(storage.objects.has(target.key)).toBe(true)
    await expect(storage.complete(upload, parts, target, call)).rejects.toMatchObject({
      code: 'upload-gone',
    })
  })

  it('damages the bytes of one part, which both CRCs tell', async () => {
    const { storage, target, call, send } = setUp()
    const upload = await storage.open(target, call)
    storage.faults.add({ op: 'sendPart', part: 2, effect: 'damage' })

    const damaged = await send(upload, 2)
    const repeated = await send(upload, 2)

    expect(damaged.crc64).not.toBe(damaged.sentCrc64)
    expect(repeated.crc64).toBe(repeated.sentCrc64)
    expect(repeated.sentCrc64).toBe(damaged.sentCrc64)
  })

  it('forgets an upload', async () => {
    const { storage, target, call, send } = setUp()
    const upload = await storage.open(target, call)
    storage.faults.add({ op: 'sendPart', skip: 1, effect: 'forget' })

    await send(upload, 1)

    await expect(send(upload, 2)).rejects.toMatchObject({ code: 'upload-gone' })
  })

  it.each(['start', 'middle', 'answer'] as const)('stalls at the %s until aborted', async (at) => {
    const { storage, target, call, time } = setUp()
    const controller = new AbortController()
    const reason = new Error('stalled')
    let sentBytes = 0
    storage.faults.add({ op: 'sendWhole', effect: 'stall', at })
    const sending = storage.sendWhole(target, file, {
      ...call,
      signal: controller.signal,
      onProgress: (bytes) => {
        sentBytes = bytes
      },
    })

    await time.advance(3_600_000)
    controller.abort(reason)

    await expect(sending).rejects.toBe(reason)
    expect(sentBytes).toBe({ start: 0, middle: 500, answer: 1_000 }[at])
    expect(storage.objects.size).toBe(at === 'answer' ? 1 : 0)
    expect(storage.log.calls.at(-1)?.outcome).toBe('aborted')
  })

  it('delays on the virtual clock', async () => {
    const { storage, target, call, time } = setUp()
    storage.faults.add({ effect: 'delay', milliseconds: 40 })
    const opening = storage.open(target, call).then(() => time.clock.elapsed())

    await time.advance(100)

    expect(await opening).toBe(40)
    expect(time.pendingSleeps).toBe(0)
  })

  it('holds a call until its gate is opened', async () => {
    const { storage, target, call, time } = setUp()
    const gate = storage.faults.hold({ op: 'open', at: 'answer' })
    let isOpen = false
    const opening = storage.open(target, call).then(() => {
      isOpen = true
    })

    await time.settle()
    expect([storage.uploads.size, isOpen]).toEqual([1, false])

    gate.open()
    await opening
    expect(isOpen).toBe(true)
  })

  it('strikes only for as long as planned', async () => {
    const { storage, target, call, time } = setUp()
    const fault = { effect: 'reject', code: 'network-failed', times: Infinity } as const
    storage.faults.add({ ...fault, from: 10, to: 20 })
    const outcomes: string[] = []

    for (const step of [9, 1, 9, 1]) {
      await time.advance(step)
      outcomes.push(
        await storage.open(target, call).then(
          () => 'ok',
          () => 'failed',
        ),
      )
    }

    expect(outcomes).toEqual(['ok', 'failed', 'failed', 'ok'])
  })

  it('is forgiven when the fault is taken out', async () => {
    const { storage, target, call } = setUp()
    const mend = storage.faults.add({ effect: 'reject', code: 'network-failed', times: Infinity })
    await expect(storage.open(target, call)).rejects.toThrow('planned')

    mend()

    await expect(storage.open(target, call)).resolves.toMatchObject({ key: target.key })
  })

  it('stops every operation with the reason of its signal', async () => {
    const { storage, target, call } = setUp({ listsUnfinished: true })
    const upload = await storage.open(target, call)
    const reason = new Error('paused')
    const aborted = { ...call, signal: AbortSignal.abort(reason) }
    const calls: Record<StorageOperation, () => Promise<unknown>> = {
      open: () => storage.open(target, aborted),
      sendPart: () => storage.sendPart(upload, partAt(plan, 1), file, aborted),
      listParts: () => storage.listParts(upload, aborted),
      complete: () => storage.complete(upload, [], target, aborted),
      discard: () => storage.discard(upload, aborted),
      sendWhole: () => storage.sendWhole(target, file, aborted),
      findObject: () => storage.findObject(target.key, aborted),
      listUnfinished: async () => storage.listUnfinished?.(aborted),
    }

    for (const attempt of Object.values(calls)) await expect(attempt()).rejects.toBe(reason)
    expect(storage.uploads.size).toBe(1)
    expect(storage.objects.size).toBe(0)
  })
})

function setUp(options: MemoryStorageOptions = {}) {
  const time = createVirtualTime()
  const network = createMemoryNetwork(time.clock)
  const storage = createMemoryStorage(options)
  const call = { signal: new AbortController().signal, network }
  const info = {
    name: file.name,
    size: file.size,
    type: file.type,
    lastModified: file.lastModified,
    relativePath: '',
  }
  const target = storage.nameObject({ file: info, key: 'report.zip' })
  type Upload = Awaited<ReturnType<typeof storage.open>>
  return { time, network, storage, call, target, send, sendAll, file: info }

  async function send(upload: Upload, number: number, from = number) {
    const { start, end } = partAt(plan, from)
    const part = { number, start, end }
    const stored = await storage.sendPart(upload, part, file.slice(start, end), call)
    return { ...stored, etag: stored.etag ?? '' }
  }

  async function sendAll(upload: Upload) {
    return [await send(upload, 1), await send(upload, 2), await send(upload, 3)]
  }
}
