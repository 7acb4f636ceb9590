import { describe, expect, it } from 'vitest'
import { createMemoryJournal } from '../adapters/memory-journal.ts'
import type { TabMessage, Tabs } from '../ports/tabs.ts'
import type { JournalChange, UploadJournal } from '../ports/upload-journal.ts'
import { createWorld, type World } from '../testing/create-world.ts'
import { createTestFile } from '../testing/test-files.ts'

const kB = 1024
const oneAtATime = { partsAtOnce: 1 } as const

describe('two tabs that choose the file of a dead one', () => {
  it('take turns: one uploads, the other waits for it', async () => {
    const world = createWorld()
    await dieAtPart(world, 4)
    const [here, there] = [world.visit(oneAtATime), world.visit(oneAtATime)]
    const [mine] = await here.uploader.restore()
    const [yours] = await there.uploader.restore()

    mine?.resume(createTestFile({ size: 6 * kB }))
    yours?.resume(createTestFile({ size: 6 * kB }))
    await here.until(mine, 'done')
    await there.until(yours, 'done')

    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })
})

describe('the tab that watches', () => {
  it('lists a file once that the other tab took up from an earlier visit, after adding it', async () => {
    const world = createWorld()
    await dieAtPart(world, 4)
    const answer = createGate()
    const slow: UploadJournal = {
      ...world.journal,
      list: async (storageId) => {
        await answer.opened
        return world.journal.list(storageId)
      },
    }
    const first = world.visit({ ...oneAtATime, journal: slow })
    const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
    await world.time.settle()
    const second = world.visit(oneAtATime)
    expect(await second.uploader.restore()).toHaveLength(2)

    answer.open()
    await first.until(owned, 'done')
    await world.time.settle()

    const statuses = second.uploader.getSnapshot().map((upload) => upload.getSnapshot().status)
    expect(statuses).toEqual(['done'])
    expect(world.storage.objects.size).toBe(1)
  })

  it('does not call a look-alike done when the other tab finishes the original', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', part: 4 })
    const first = visit(oneAtATime)
    const original = first.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    const second = visit(oneAtATime)
    const lookAlike = second.uploader.add(createTestFile({ size: 6 * kB, seed: 2 }))
    await time.until(() => lookAlike.getSnapshot().waitingFor === 'tab')

    gate.open()
    await first.until(original, 'done')
    await second.until(lookAlike, 'failed')

    expect(lookAlike.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
  })

  it('keeps the file that is added while the other tab is silent, and calls no other file done', async () => {
    const { storage, time, tabs, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', part: 4 })
    const first = visit({ ...oneAtATime, tabs: deafTo('command', tabs.open()) })
    const lookAlike = first.uploader.add(createTestFile({ size: 6 * kB, seed: 2 }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    const second = visit(oneAtATime)
    const [mirror] = await second.uploader.restore()
    await time.settle()
    mirror?.pause()
    await time.advance(2_100)
    expect(mirror?.getSnapshot()).toMatchObject({ status: 'uploading', owner: 'silent' })

    expect(second.uploader.add(createTestFile({ size: 6 * kB }))).toBe(mirror)
    gate.open()
    await first.until(lookAlike, 'done')
    await second.until(mirror, 'failed')

    expect(mirror?.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
  })

  it('keeps the file that is chosen while the other tab takes the one before', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', part: 4 })
    const original = createTestFile({ size: 6 * kB })
    const lookAlike = createTestFile({ size: 6 * kB, seed: 2 })
    const first = visit(oneAtATime)
    const upload = first.uploader.add(lookAlike)
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    const second = visit(oneAtATime)
    const [mirror] = await second.uploader.restore()
    upload.pause()
    await second.until(mirror, 'paused')

    mirror?.resume(lookAlike)
    mirror?.resume(original)
    gate.open()
    await first.until(upload, 'done')
    await second.until(mirror, 'failed')

    expect(mirror?.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
  })

  it('writes nothing when it pauses: the row belongs to the owner', async () => {
    const { journal, storage, time, visit } = createWorld()
    const written: JournalChange[] = []
    const watched: UploadJournal = {
      ...journal,
      write: async (changes) => {
        written.push(...changes)
        await journal.write(changes)
      },
    }
    const gate = storage.faults.hold({ op: 'sendPart', part: 4 })
    const first = visit(oneAtATime)
    const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    const second = visit({ ...oneAtATime, journal: watched })
    const waiting = second.uploader.add(createTestFile({ size: 6 * kB }))
    await second.until(waiting, 'uploading')
    written.length = 0

    waiting.pause()
    gate.open()
    await first.until(owned, 'paused')
    await second.until(waiting, 'paused')
    expect(written).toEqual([])
    expect(await journal.list(storage.id)).toMatchObject([{ state: 'paused' }])
  })

  it('hears the end also when the word comes while it asks who owns the upload', async () => {
    const { journal, storage, time, visit } = createWorld()
    const part = storage.faults.hold({ op: 'sendPart', part: 4 })
    const first = visit(oneAtATime)
    const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    const answer = createGate()
    const slow: UploadJournal = {
      ...journal,
      get: async (id) => {
        const entry = await journal.get(id)
        await answer.opened
        return entry
      },
    }
    const second = visit({ ...oneAtATime, journal: slow })
    const waiting = second.uploader.add(createTestFile({ size: 6 * kB }))
    await time.settle()

    part.open()
    await first.until(owned, 'done')
    answer.open()
    await second.until(waiting, 'done')

    expect(storage.log.sentParts).toHaveLength(6)
  })

  it('asks for the object when the other one died without a word, and sends nothing again', async () => {
    const { storage, second, waiting } = await leftByADeadTab(createTestFile({ size: 6 * kB }))

    await second.until(waiting, 'done')

    expect(storage.log.sentParts).toHaveLength(6)
    expect(storage.log.count('open')).toBe(1)
  })

  it('still finds that object after a wrong file was refused', async () => {
    const { storage, second, waiting } = await leftByADeadTab(
      createTestFile({ size: 6 * kB, seed: 2 }),
    )

    await second.until(waiting, 'failed')
    expect(waiting.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
    waiting.resume(createTestFile({ size: 6 * kB }))
    await second.until(waiting, 'done')

    expect(storage.log.sentParts).toHaveLength(6)
    expect(storage.log.count('open')).toBe(1)
  })

  it('takes a canceled upload for canceled, although the storage has not heard of it', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 4, effect: 'stall' })
    const first = visit(oneAtATime)
    const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    const second = visit(oneAtATime)
    const [mirror] = await second.uploader.restore()
    storage.faults.add({ op: 'discard', effect: 'reject', code: 'network-failed', times: Infinity })

    await owned.cancel()
    await first.crash()
    await second.until(mirror, 'canceled')

    expect(storage.log.count('sendPart')).toBe(4)
  })

  it('waits no longer for what somebody signed out of in the other tab', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 4, effect: 'stall' })
    const first = visit(oneAtATime)
    first.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    const second = visit(oneAtATime)
    const waiting = second.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => waiting.getSnapshot().waitingFor === 'tab')

    await first.uploader.forgetAll()
    await second.until(waiting, 'canceled')

    expect(storage.log.count('sendPart')).toBe(4)
  })

  it('runs its own files meanwhile, however many it waits for', async () => {
    const { time, visit } = createWorld()
    const shared = ['a', 'b', 'c', 'd'].map((name) => createTestFile({ name, size: 6 * kB }))
    const first = visit()
    for (const upload of first.uploader.addAll(shared)) upload.pause()
    await time.settle()

    const second = visit()
    const waiting = second.uploader.addAll(shared)
    const own = second.uploader.add(createTestFile({ name: 'own', size: 6 * kB }))
    await second.until(own, 'done')

    expect(waiting.map((upload) => upload.getSnapshot().owner)).toEqual(
      shared.map(() => 'elsewhere'),
    )
  })
})

/** A tab that began the upload dies when this part is on its way. */
async function dieAtPart({ storage, time, visit }: World, part: number): Promise<void> {
  storage.faults.add({ op: 'sendPart', part, effect: 'stall' })
  const dying = visit(oneAtATime)
  dying.uploader.add(createTestFile({ size: 6 * kB }))
  await time.until(() => storage.log.count('sendPart', part) === 1)
  await dying.crash()
}

/** A tab that waits with this file for another one, which stores the object and dies unheard. */
async function leftByADeadTab(file: File) {
  const { storage, time, visit } = createWorld()
  const journal = createMemoryJournal({ availability: 'ready' })
  const first = visit({ journal, confirm: () => new Promise(() => {}) })
  const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
  await time.until(() => storage.objects.size === 1)
  await time.settle()
  const second = visit({ journal })
  const waiting = second.uploader.add(file)
  await time.until(() => waiting.getSnapshot().waitingFor === 'tab')
  await journal.write([{ type: 'forget', id: owned.id }])
  await first.crash()
  return { storage, second, waiting }
}

/** As a tab whose page is too busy to answer. */
function deafTo(type: TabMessage['type'], tab: Tabs): Tabs {
  return {
    ...tab,
    subscribe: (listener) =>
      tab.subscribe((message) => {
        if (message.type !== type) listener(message)
      }),
  }
}

function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
