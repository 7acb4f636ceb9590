import { describe, expect, it } from 'vitest'
import { createWorld, type World } from '../testing/create-world.ts'
import { createTestFile, testBytes } from '../testing/test-files.ts'

const kB = 1024
const largest = 53_687_091_200_000

describe('the size of a file', () => {
  it.each([0, 1, kB, kB + 1, 10 * kB])('of %d bytes makes the right object', async (size) => {
    const { storage, visit } = createWorld()
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size }))

    await until(upload, 'done')

    const object = await upload.settled()
    expect(storage.objects.get(object.key)?.bytes).toEqual(testBytes(size))
    expect(object).toMatchObject({ size, verified: 'crc64' })
  })

  it('of one part exactly is one request; one byte more makes two parts', async () => {
    const { storage, visit } = createWorld()
    const { uploader, until } = visit()
    await until(uploader.add(createTestFile({ name: 'one', size: kB })), 'done')
    expect(storage.log.calls.map(({ op }) => op)).toEqual(['sendWhole'])

    await until(uploader.add(createTestFile({ name: 'more', size: kB + 1 })), 'done')
    expect(new Set(storage.log.sentParts)).toEqual(new Set([1, 2]))
  })

  it('beyond what an object can have is refused with both numbers, before any request', async () => {
    const { storage, time, visit } = createWorld()
    const { uploader } = visit()
    const upload = uploader.add(pretendSize(largest + 1))
    await time.settle()

    const snapshot = upload.getSnapshot()
    expect(snapshot).toMatchObject({ status: 'failed', error: { code: 'file-too-large' } })
    const message = snapshot.status === 'failed' ? snapshot.error.message : ''
    expect(message).toContain(String(largest + 1))
    expect(message).toContain(String(largest))
    expect(storage.log.calls).toEqual([])
  })

  it('that would need more than 10,000 parts at the asked size gets larger ones', async () => {
    const { storage, visit } = createWorld({ storage: { limits: { maxParts: 4 } } })
    const { uploader, until } = visit({ partSize: kB })
    const upload = uploader.add(createTestFile({ size: 300 * kB }))

    await until(upload, 'done')

    expect(Math.max(...storage.log.sentParts)).toBeLessThanOrEqual(4)
  })
})

describe('10,000 parts', () => {
  it('of which 9,990 are stored: all pages are read, and ten are sent', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', skip: 9_990, times: 10 })
    const { uploader, until } = visit({ partSize: 4, simpleUploadLimit: 0, partsAtOnce: 6 })
    const size = 4 * 10_000
    const upload = uploader.add(createTestFile({ size }))
    await time.until(() => upload.getSnapshot().storedParts === 9_990)
    upload.pause()
    await time.settle()
    storage.log.clear()
    gate.open()

    upload.resume()
    await until(upload, 'done')

    expect(storage.listedPages).toBe(10)
    expect(storage.log.sentParts).toHaveLength(10)
  }, 30_000)
})

describe('the same file', () => {
  it('added twice is one upload', async () => {
    const { storage, visit } = createWorld()
    const { uploader, until } = visit()
    const first = uploader.add(createTestFile({ size: 6 * kB }))
    const second = uploader.add(createTestFile({ size: 6 * kB }))
    expect(second).toBe(first)
    await until(first, 'done')

    expect(uploader.add(createTestFile({ size: 6 * kB }))).toBe(first)
    expect(storage.log.sentParts).toHaveLength(6)
  })

  it('is another upload once the first was canceled', async () => {
    const { visit } = createWorld()
    const { uploader, until } = visit()
    const first = uploader.add(createTestFile({ size: 6 * kB }))
    await first.cancel()

    const second = uploader.add(createTestFile({ size: 6 * kB }))

    await until(second, 'done')
    expect(second).not.toBe(first)
  })

  it('in two groups is two uploads', () => {
    const { visit } = createWorld()
    const { uploader } = visit()
    const file = createTestFile({ size: 6 * kB })
    expect(uploader.add(file, { group: 'a' })).not.toBe(uploader.add(file, { group: 'b' }))
  })
})

describe('different files', () => {
  it('with equal bytes, or with the same name in two folders, are two uploads and two objects', async () => {
    const { storage, visit } = createWorld()
    const { uploader, until } = visit()
    const sameBytes = ['a.zip', 'b.zip'].map((name) => createTestFile({ name, size: 3 * kB }))
    const sameName = ['x', 'y'].map((folder) =>
      uploader.add(createTestFile({ size: 3 * kB }), { relativePath: `${folder}/report.zip` }),
    )
    const uploads = [...uploader.addAll(sameBytes), ...sameName]
    for (const upload of uploads) await until(upload, 'done')

    expect(storage.objects.size).toBe(4)
  })
})

describe('many files added at once', () => {
  it('can each be told where to go', async () => {
    const { storage, visit } = createWorld()
    const { uploader, until } = visit()
    const files = ['a', 'b'].map((name) => createTestFile({ name, size: kB }))

    const uploads = uploader.addAll(files, (_, index) => ({ key: `mine/${index}` }))
    for (const upload of uploads) await until(upload, 'done')

    expect([...storage.objects.keys()]).toEqual(['mine/0', 'mine/1'])
  })
})

describe('a file that is chosen for an interrupted upload', () => {
  it('and is plainly another is refused with words; the upload is untouched', async () => {
    const world = createWorld()
    const { restored, visit } = await interrupt(world)
    restored?.resume(createTestFile({ name: 'other.zip', size: 7 * kB, seed: 2 }))
    await visit.until(restored, 'failed')
    expect(restored?.getSnapshot()).toMatchObject({ error: { code: 'wrong-file' } })

    restored?.resume(createTestFile({ size: 6 * kB }))
    await visit.until(restored, 'done')

    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })

  it('and was edited under its name is refused with a sentence that tells the two apart', async () => {
    const world = createWorld()
    const { restored, visit } = await interrupt(world)
    restored?.resume(createTestFile({ size: 6 * kB, seed: 2, lastModified: 2 }))

    await visit.until(restored, 'failed')

    expect(restored?.getSnapshot()).toMatchObject({
      error: {
        code: 'wrong-file',
        message: expect.stringContaining('other content than the file of that name whose upload'),
      },
    })
  })

  it('and looks the same with other bytes is refused, never spliced', async () => {
    const world = createWorld()
    const { restored, visit } = await interrupt(world)
    restored?.resume(createTestFile({ size: 6 * kB, seed: 2 }))

    await visit.until(restored, 'failed')

    expect(restored?.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
    expect(world.storage.objects.size).toBe(0)
  })

  it('and differs only where no sample is taken is found out by its parts', async () => {
    const world = createWorld()
    const size = 300 * kB
    const bytes = testBytes(size)
    const options = { partSize: 32 * kB, partsAtOnce: 1 }
    const { restored, visit } = await interrupt(world, { bytes, options })
    const lookAlike = bytes.slice()
    lookAlike[70 * kB] = (lookAlike[70 * kB] ?? 0) ^ 1
    const [original, other] = [bytes, lookAlike].map((content) => fileOf(content))

    restored?.resume(other)
    await visit.until(restored, 'failed')
    expect(restored?.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
    expect(world.storage.objects.size).toBe(0)

    restored?.resume(original)
    await visit.until(restored, 'done')
    expect([...world.storage.objects.values()][0]?.bytes).toEqual(bytes)
  })

  it('and has another name and time, as photos on phones, is accepted by its bytes', async () => {
    const world = createWorld()
    const { restored, visit } = await interrupt(world)
    restored?.resume(createTestFile({ name: 'IMG_2.jpg', size: 6 * kB, lastModified: 1 }))

    await visit.until(restored, 'done')

    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })
})

describe('a file that changes on disk during its upload', () => {
  it('fails at once with its own code, without a repetition and without an object', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'reject', code: 'file-changed' })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'failed')

    expect(upload.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
    expect(storage.log.count('sendPart', 3)).toBe(1)
    expect(storage.objects.size).toBe(0)
    expect(time.clock.elapsed()).toBe(0)
  })
})

describe('the part size', () => {
  it('that was saved with the upload wins over another option at the next visit', async () => {
    const world = createWorld()
    const { restored } = await interrupt(world)
    await world.visit().uploader.dispose()
    expect(restored).toBeDefined()

    const later = world.visit({ partSize: 2 * kB, partsAtOnce: 1 })
    await later.uploader.restore()
    const upload = later.uploader.add(createTestFile({ size: 6 * kB }))
    await later.until(upload, 'done')

    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
    expect([...world.storage.objects.values()][0]?.bytes).toEqual(testBytes(6 * kB))
  })
})

describe('prepare', () => {
  it('changes what is sent, once for all parts', async () => {
    const { storage, visit } = createWorld()
    const prepare = async (file: Blob) => new Blob([await file.arrayBuffer(), 'the end'])
    const { uploader, until } = visit({ prepare })
    const upload = uploader.add(createTestFile({ size: 3 * kB }))

    await until(upload, 'done')

    const { key, size } = await upload.settled()
    expect(size).toBe(3 * kB + 7)
    const sent = storage.objects.get(key)?.bytes
    expect(new TextDecoder().decode(sent?.slice(-7))).toBe('the end')
  })
})

/** An upload of six parts whose tab died with three of them stored. */
async function interrupt(
  { storage, time, visit }: World,
  {
    bytes = testBytes(6 * kB),
    options = {},
  }: { bytes?: Uint8Array<ArrayBuffer>; options?: object } = {},
) {
  storage.faults.add({ op: 'sendPart', part: 4, effect: 'stall' })
  const before = visit({ partsAtOnce: 1, ...options })
  before.uploader.add(fileOf(bytes))
  await time.until(() => storage.log.count('sendPart', 4) === 1)
  await before.crash()
  const after = visit({ partsAtOnce: 1, ...options })
  const [restored] = await after.uploader.restore()
  return { restored, visit: after }
}

function fileOf(bytes: Uint8Array<ArrayBuffer>): File {
  const { name, type, lastModified } = createTestFile({ size: 0 })
  return new File([bytes], name, { type, lastModified })
}

/** Nobody has 50 TB at hand; the size is all that is looked at. */
function pretendSize(size: number): File {
  return Object.defineProperty(createTestFile({ size: 0 }), 'size', { value: size })
}
