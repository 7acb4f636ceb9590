import { describe, expect, it } from 'vitest'
import type { UploadJournal } from '../ports/upload-journal.ts'
import { createWorld, type World } from '../testing/create-world.ts'
import { createMemoryNetwork } from '../testing/memory-network.ts'
import { createTestFile, testBytes } from '../testing/test-files.ts'

const kB = 1024

describe('a tab killed between Complete and its answer', () => {
  it('leaves an upload that is done as soon as the same file is added', async () => {
    const world = createWorld()
    await dieAfterComplete(world)
    const { uploader, until } = world.visit()

    await until(uploader.add(createTestFile({ size: 6 * kB })), 'done')

    expect(world.storage.log.sentParts).toHaveLength(6)
  })

  it('leaves nothing that a look-alike could be called done by', async () => {
    const world = createWorld()
    await dieAfterComplete(world)
    const { uploader, until } = world.visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB, seed: 2 }))

    await until(upload, 'failed')

    expect(upload.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
  })
})

describe('an upload that is gone', () => {
  it('because it was completed by somebody who could not say so is found by its object', async () => {
    const world = createWorld()
    const { storage, time, visit } = world
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const gate = storage.faults.hold({ op: 'sendPart', part: 6, at: 'answer' })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => [...storage.uploads.values()][0]?.parts.size === 6)
    upload.pause()
    await time.settle()
    gate.open()
    await completeFromOutside(world)

    upload.resume()
    await until(upload, 'done')

    expect(storage.log.count('open')).toBe(1)
    expect(storage.log.sentParts).toHaveLength(6)
  })
})

describe('a part that was damaged on its way to a storage that hides its checksums', () => {
  it('does not make the right file a wrong one after a crash', async () => {
    const { storage, time, visit } = createWorld({
      storage: { hide: { crc64: true, listedCrc64: true } },
    })
    storage.faults.add({ op: 'sendPart', part: 2, effect: 'damage' })
    storage.faults.add({ op: 'sendPart', part: 4, effect: 'stall' })
    const before = visit({ partsAtOnce: 1 })
    before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    await before.crash()

    const { uploader, until } = visit({ partsAtOnce: 1 })
    await until(uploader.add(createTestFile({ size: 6 * kB })), 'done')

    expect([...storage.objects.values()][0]?.bytes).toEqual(testBytes(6 * kB))
    expect(storage.log.count('sendPart', 2)).toBe(2)
  })
})

describe('what earlier visits left', () => {
  it('is offered wholly, also when two uploads are of the same file', async () => {
    const { journal, storage, time, visit } = createWorld()
    storage.faults.hold({ op: 'open' })
    const before = visit()
    before.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('open') === 1)
    await before.crash()
    const [entry] = await journal.list(storage.id)
    if (entry) await journal.write([{ type: 'put', entry: { ...entry, id: 'twin' } }])

    expect(await visit().uploader.restore()).toHaveLength(2)
  })

  it('is not forgotten by age while a tab still has it', async () => {
    const { journal, storage, time, visit } = createWorld()
    const upload = visit().uploader.add(createTestFile({ size: 6 * kB }))
    upload.pause()
    await time.advance(8 * 24 * 60 * 60_000)

    expect(await visit().uploader.restore()).toHaveLength(1)
    await time.settle()

    expect(await journal.list(storage.id)).toHaveLength(1)
  })
})

describe('an uploader that was disposed', () => {
  it('hears no command any more', async () => {
    const { journal, storage, time, visit } = createWorld()
    storage.faults.hold({ op: 'sendPart', times: Infinity })
    const { uploader } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.pending.length === 6)
    await uploader.dispose()
    const rows = await journal.list(storage.id)
    storage.log.clear()

    upload.pause()
    upload.resume()
    await upload.cancel()
    await time.settle()

    expect(storage.log.calls).toEqual([])
    expect(await journal.list(storage.id)).toEqual(rows)
  })

  it('takes no file any more, and says so', async () => {
    const { journal, storage, visit } = createWorld()
    const { uploader } = visit()
    await uploader.dispose()

    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    expect(upload.getSnapshot()).toMatchObject({ status: 'failed', error: { code: 'disposed' } })
    expect(await journal.list(storage.id)).toEqual([])
  })

  it('is not held up by an application that ignores the signal', async () => {
    const { storage, time, visit } = createWorld()
    const { uploader } = visit({ confirm: () => new Promise(() => {}) })
    uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.objects.size === 1)
    await time.settle()

    await expect(uploader.dispose()).resolves.toBeUndefined()
  })

  it('does not go on restoring', async () => {
    const world = createWorld()
    await dieAfterComplete(world)
    const { uploader } = world.visit({ journal: slowly(world.journal) })
    world.storage.log.clear()

    const restoring = uploader.restore()
    await uploader.dispose()
    await world.time.settle()

    expect(await restoring).toEqual([])
    expect(world.storage.log.calls).toEqual([])
  })
})

describe('an upload that was forgotten at sign-out', () => {
  it('writes nothing any more, whoever still holds it', async () => {
    const { journal, storage, time, visit } = createWorld()
    const { uploader } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await uploader.forgetAll()

    upload.pause()
    upload.resume()
    await time.settle()

    expect(await journal.list(storage.id)).toEqual([])
    expect(storage.log.pending).toEqual([])
  })
})

describe('resume', () => {
  it('of a finished upload waits for nothing', async () => {
    const { visit } = createWorld()
    const before = visit()
    await before.until(before.uploader.add(createTestFile({ size: 6 * kB })), 'done')
    const [upload] = before.uploader.getSnapshot()

    upload?.resume()

    expect(upload?.getSnapshot()).toMatchObject({ status: 'done', waitingFor: null })
  })

  it('with another file while it runs changes nothing, now or later', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', part: 3 })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)

    upload.resume(createTestFile({ size: 6 * kB, seed: 2 }))
    upload.pause()
    await time.settle()
    gate.open()
    upload.resume()
    await until(upload, 'done')

    expect([...storage.objects.values()][0]?.bytes).toEqual(testBytes(6 * kB))
  })
})

describe('a pause', () => {
  it('while an upload waits for a connection to be opened opens nothing', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'open' })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const [first, second] = uploader.addAll([
      createTestFile({ name: 'a', size: 6 * kB }),
      createTestFile({ name: 'b', size: 6 * kB }),
    ])
    await time.until(() => storage.log.count('open') === 1)
    await time.settle()

    second?.pause()
    gate.open()
    await until(first, 'done')

    expect(storage.log.count('open')).toBe(1)
  })
})

async function dieAfterComplete({ storage, time, visit }: World): Promise<void> {
  storage.faults.add({ op: 'complete', effect: 'stall', at: 'answer' })
  const dying = visit()
  dying.uploader.add(createTestFile({ size: 6 * kB }))
  await time.until(() => storage.objects.size === 1)
  await dying.crash()
}

async function completeFromOutside({ storage, time }: World): Promise<void> {
  const [upload] = storage.uploads.values()
  if (!upload) return
  const parts = [...upload.parts.values()].sort((a, b) => a.number - b.number)
  const network = createMemoryNetwork(time.clock)
  const target = { key: upload.key, headers: {} }
  await storage.complete(upload, parts, target, { signal: new AbortController().signal, network })
}

/** Answers a few turns later. */
function slowly(journal: UploadJournal): UploadJournal {
  return {
    ...journal,
    list: async (storageId) => {
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
      return journal.list(storageId)
    },
  }
}
