import { describe, expect, it } from 'vitest'
import { createMemoryJournal } from '../adapters/memory-journal.ts'
import { createWorld, type World } from '../testing/create-world.ts'
import { createTestFile } from '../testing/test-files.ts'

const kB = 1024
const minute = 60_000

describe('a page in the back/forward cache', () => {
  it('lets go of its lock, and goes on with the missing parts when it is shown again', async () => {
    const world = createWorld()
    const { visit, owned } = await uploadingHalf(world)
    const neighbour = world.tabs.open()
    const owner = await ownerOf(world)
    expect(await neighbour.isAlive(owner)).toBe(true)

    visit.environment.live('left')
    await world.time.settle()
    expect(await neighbour.isAlive(owner)).toBe(false)
    expect(world.storage.log.pending).toEqual([])
    await world.time.advance(10 * minute)

    visit.environment.live('returned')
    await visit.until(owned, 'done')

    expect(world.storage.log.count('open')).toBe(1)
    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })

  it('becomes a mirror when another tab took over meanwhile', async () => {
    const world = createWorld()
    const { visit, owned } = await uploadingHalf(world)
    const second = world.visit({ partsAtOnce: 1 })
    const [taken] = await second.uploader.restore()
    await world.time.settle()
    const gate = world.storage.faults.hold({ op: 'sendPart', part: 5 })

    visit.environment.live('left')
    await world.time.until(() => world.storage.log.count('sendPart', 5) === 1)
    visit.environment.live('returned')
    await world.time.advance(1_000)
    expect(taken?.getSnapshot().owner).toBe('here')
    expect(owned.getSnapshot()).toMatchObject({ status: 'uploading', owner: 'elsewhere' })

    gate.open()
    await visit.until(owned, 'done')
    await second.until(taken, 'done')
    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })

  it('learns of an end that it did not hear', async () => {
    const world = createWorld()
    const { visit, owned } = await uploadingHalf(world)
    const second = world.visit()
    const [taken] = await second.uploader.restore()
    await world.time.settle()

    visit.environment.live('left')
    await second.until(taken, 'done')
    visit.environment.live('returned')
    await visit.until(owned, 'done')

    expect(world.storage.log.count('open')).toBe(1)
    expect(world.storage.objects.size).toBe(1)
  })

  it('calls nothing done that the application may not know of, and tells it when resumed', async () => {
    const { storage, time, visit } = createWorld()
    const journal = createMemoryJournal({ availability: 'ready' })
    let isUp = false
    const confirm = () => (isUp ? Promise.resolve() : Promise.reject(new Error('Down.')))
    const first = visit({ journal, confirm })
    const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
    await first.until(owned, 'finishing')
    await time.advance(1_000)

    first.environment.live('left')
    await time.settle()
    await visit({ journal }).uploader.forgetAll()
    expect(await journal.list(storage.id)).toEqual([])
    isUp = true
    first.environment.live('returned')
    await time.advance(minute)
    expect(owned.getSnapshot()).toMatchObject({ status: 'interrupted', waitingFor: 'file' })

    owned.resume()
    await first.until(owned, 'done')
  })

  it('stays paused where it was paused', async () => {
    const world = createWorld()
    const { visit, owned } = await uploadingHalf(world)
    owned.pause()
    await world.time.settle()

    visit.environment.live('left')
    visit.environment.live('returned')
    await world.time.advance(minute)

    expect(owned.getSnapshot().status).toBe('paused')
  })
})

describe('a page that was frozen', () => {
  it('asks the storage again after a long sleep in mid-part, and sends only what is missing', async () => {
    const world = createWorld()
    const { visit, owned } = await uploadingHalf(world)

    visit.environment.live('frozen')
    world.time.setWallClock(8 * 60 * minute)
    visit.environment.live('thawed')
    await visit.until(owned, 'done')

    expect(world.storage.log.count('listParts')).toBeGreaterThan(0)
    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })

  it('tells the other tabs when somebody signs out the moment it wakes up', async () => {
    const world = createWorld()
    const { visit } = await uploadingHalf(world)
    const second = world.visit()
    const [mirror] = await second.uploader.restore()
    await world.time.settle()

    visit.environment.live('frozen')
    world.time.setWallClock(minute)
    visit.environment.live('thawed')
    await visit.uploader.forgetAll()
    await second.until(mirror, 'canceled')

    expect(world.storage.objects.size).toBe(0)
  })

  it('lets its requests go on after a short one', async () => {
    const world = createWorld()
    const { visit, owned, gate } = await uploadingHalf(world)

    visit.environment.live('frozen')
    world.time.setWallClock(5_000)
    visit.environment.live('thawed')
    gate.open()
    await visit.until(owned, 'done')

    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('a disposed uploader', () => {
  it('hears no more of its page', async () => {
    const world = createWorld()
    const { visit } = await uploadingHalf(world)
    expect(visit.environment.lifecycleListeners).toBe(1)

    await visit.uploader.dispose()

    expect(visit.environment.lifecycleListeners).toBe(0)
  })
})

/** Six parts: three are stored, the fourth is on its way until the gate opens or the run ends. */
async function uploadingHalf(world: World) {
  const { storage, time } = world
  const gate = storage.faults.hold({ op: 'sendPart', part: 4, at: 'middle' })
  const visit = world.visit({ partsAtOnce: 1 })
  const owned = visit.uploader.add(createTestFile({ size: 6 * kB }))
  await time.until(() => storage.log.count('sendPart', 4) === 1)
  await time.settle()
  return { visit, owned, gate }
}

async function ownerOf({ journal, storage }: World): Promise<string> {
  const [entry] = await journal.list(storage.id)
  return entry?.owner ?? ''
}
