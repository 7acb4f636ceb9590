import { describe, expect, it } from 'vitest'
import { createWorld, type Visit, type World } from '../testing/create-world.ts'
import { createTestFile } from '../testing/test-files.ts'
import type { Upload } from '../ports/uploader.ts'

const size = 6 * 1024

describe('an upload that was paused before anybody knew that it had ended', () => {
  it('is done after a reload: its object is there, and nobody is asked for the file', async () => {
    const world = createWorld()
    await crashInComplete(world, 'answer')
    const { visit, upload } = await addWhileTheObjectIsHidden(world)
    await pauseAndCrash(world, visit, upload)

    const [restored] = await restore(world)
    await world.time.until(() => restored?.getSnapshot().status === 'done')

    expect(world.storage.log.count('complete')).toBe(1)
    expect(world.storage.log.sentParts).toHaveLength(6)
  })

  it('is done after a reload, too, when it had been resumed since', async () => {
    const world = createWorld()
    await crashInComplete(world, 'answer')
    const { visit, upload } = await addWhileTheObjectIsHidden(world)
    upload.pause()
    upload.resume()
    await world.time.settle()
    await visit.crash()

    const [restored] = await restore(world)
    await world.time.until(() => restored?.getSnapshot().status === 'done')

    expect(world.storage.log.count('complete')).toBe(1)
  })

  it('stays paused where Complete is all that is missing, and is completed when resumed', async () => {
    const world = createWorld()
    await crashInComplete(world, 'start')
    const { visit, upload } = await addWhileTheObjectIsHidden(world)
    await pauseAndCrash(world, visit, upload)

    const [restored] = await restore(world)
    await world.time.settle()
    expect(restored?.getSnapshot()).toMatchObject({ status: 'paused', waitingFor: 'file' })
    expect(world.storage.objects.size).toBe(0)

    restored?.resume(createTestFile({ size }))
    await world.time.until(() => restored?.getSnapshot().status === 'done')
    expect(world.storage.log.sentParts).toHaveLength(6)
  })

  it('stays paused in each of two tabs that look for the object at the same time', async () => {
    const world = createWorld()
    await crashInComplete(world, 'start')
    const { visit, upload } = await addWhileTheObjectIsHidden(world)
    await pauseAndCrash(world, visit, upload)

    const restored = (await Promise.all([restore(world), restore(world)])).flat()
    await world.time.advance(60_000)

    expect(restored.map((one) => one.getSnapshot().status)).toEqual(['paused', 'paused'])
    expect(world.storage.objects.size).toBe(0)
  })

  it('is done in the tab that takes it over, which finds the object', async () => {
    const world = createWorld()
    await crashInComplete(world, 'answer')
    const { visit, upload } = await addWhileTheObjectIsHidden(world)
    const [mirror] = await restore(world)
    await world.time.settle()
    upload.pause()
    await world.time.until(() => mirror?.getSnapshot().status === 'paused')

    await visit.crash()
    await world.time.until(() => mirror?.getSnapshot().status === 'done')

    expect(world.storage.log.count('complete')).toBe(1)
  })
})

/** All parts are stored; with `answer` the object is there as well, and nobody heard of it. */
async function crashInComplete(
  { storage, time, visit }: World,
  at: 'start' | 'answer',
): Promise<void> {
  storage.faults.add({ op: 'complete', effect: 'stall', at })
  const dying = visit()
  dying.uploader.add(createTestFile({ size }))
  await time.until(() => storage.log.count('complete') === 1)
  await time.settle()
  await dying.crash()
}

/** The storage does not say for now whether the object is there. */
async function addWhileTheObjectIsHidden(
  world: World,
): Promise<{ readonly visit: Visit; readonly upload: Upload }> {
  const { storage, time } = world
  storage.faults.add({ op: 'findObject', effect: 'stall', times: 2 })
  const visit = world.visit()
  const upload = visit.uploader.add(createTestFile({ size }))
  await time.until(() => storage.log.count('findObject') > 0)
  await time.settle()
  return { visit, upload }
}

async function pauseAndCrash({ time }: World, visit: Visit, upload: Upload): Promise<void> {
  upload.pause()
  await time.settle()
  await visit.crash()
}

async function restore(world: World): Promise<readonly Upload[]> {
  world.storage.faults.clear()
  return world.visit().uploader.restore()
}
