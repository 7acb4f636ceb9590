import { describe, expect, it } from 'vitest'
import { createFakeHandle, type FakeHandle } from '../testing/memory-file-access.ts'
import { createWorld, type Visit, type World } from '../testing/create-world.ts'
import { createTestFile, testBytes } from '../testing/test-files.ts'

const kB = 1024
const size = 6 * kB
const roomy = { roomForCopies: 100 * kB }

describe('an upload that a reload interrupted, with a copy of its file', () => {
  it('goes on by itself, and sends the missing parts only', async () => {
    const world = createWorld(roomy)
    await interrupt(world)

    const { upload, visit } = await comeBack(world)
    await visit.until(upload, 'done')

    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
    expect([...world.storage.objects.values()][0]?.bytes).toEqual(testBytes(size))
  })

  it('stays paused if it was paused, and goes on when resumed', async () => {
    const world = createWorld(roomy)
    await interrupt(world, { pause: true })

    const { upload, visit } = await comeBack(world)
    await world.time.settle()
    expect(upload?.getSnapshot()).toMatchObject({
      status: 'paused',
      fileAt: 'hand',
      waitingFor: null,
    })
    upload?.resume()

    await visit.until(upload, 'done')
  })

  it('waits for a click where bytes cost money', async () => {
    const world = createWorld(roomy)
    await interrupt(world)

    const { upload, visit } = await comeBack(world, { metered: true })
    await world.time.settle()
    expect(upload?.getSnapshot()).toMatchObject({ status: 'interrupted', fileAt: 'hand' })
    upload?.resume()

    await visit.until(upload, 'done')
  })

  it('waits for a click where the application asks for one', async () => {
    const world = createWorld(roomy)
    await interrupt(world)

    const visit = world.visit({ partsAtOnce: 1, partSize: kB })
    const [upload] = await visit.uploader.restore({ goOn: false })
    await world.time.settle()
    expect(upload?.getSnapshot()).toMatchObject({ status: 'interrupted', fileAt: 'hand' })
    upload?.resume()

    await visit.until(upload, 'done')
  })

  it('is taken over without a click when the tab that sends it dies', async () => {
    const world = createWorld(roomy)
    world.storage.faults.add({ op: 'sendPart', part: 4, effect: 'stall' })
    const first = world.visit({ partsAtOnce: 1 })
    first.uploader.add(createTestFile({ size }))
    await world.time.until(() => world.storage.log.count('sendPart', 4) === 1)
    const { upload, visit } = await comeBack(world)
    await world.time.settle()
    expect(upload?.getSnapshot().owner).toBe('elsewhere')

    await first.crash()

    await visit.until(upload, 'done')
    expect(world.storage.log.count('open')).toBe(1)
  })

  it('is refused when the copy is not what was sent, and takes the original', async () => {
    const world = createWorld(roomy)
    const id = await interrupt(world)
    await world.fileAccess.keepCopy(id, createTestFile({ size, seed: 2 }))

    const { upload, visit } = await comeBack(world)
    await visit.until(upload, 'failed')
    expect(upload?.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
    expect(world.storage.objects.size).toBe(0)
    upload?.resume(createTestFile({ size }))

    await visit.until(upload, 'done')
  })
})

describe('the copy of a file', () => {
  it('is not made before the first part is on its way, nor for a file that goes in one request', async () => {
    const { storage, time, fileAccess, visit } = createWorld(roomy)
    const opening = storage.faults.hold({ op: 'open' })
    storage.faults.hold({ op: 'sendPart' })
    const { uploader } = visit()
    const [large] = uploader.addAll([
      createTestFile({ size }),
      createTestFile({ name: 'small', size: kB }),
    ])
    await time.settle()
    expect(fileAccess.copies.size).toBe(0)

    opening.open()
    await time.settle()
    expect([...fileAccess.copies.keys()]).toEqual([large?.id])
  })

  it('is gone with its upload: done, canceled, forgotten by age or at sign-out', async () => {
    const world = createWorld(roomy)
    const { fileAccess, time } = world
    await interrupt(world)
    const { upload, visit } = await comeBack(world)
    await visit.until(upload, 'done')
    await time.settle()
    expect(fileAccess.copies.size).toBe(0)

    await interrupt(world, { pause: true })
    const second = await comeBack(world)
    await second.upload?.cancel()
    await time.settle()
    expect(fileAccess.copies.size).toBe(0)

    await interrupt(world, { pause: true })
    await second.visit.uploader.forgetAll()
    expect(fileAccess.copies.size).toBe(0)

    await interrupt(world, { pause: true })
    await time.advance(8 * 24 * 60 * 60_000)
    await world.visit().uploader.restore()
    await time.settle()
    expect(fileAccess.copies.size).toBe(0)
  })

  it('is not made of a file that can be opened again', async () => {
    const world = createWorld(roomy)
    await interrupt(world, { handle: createFakeHandle(createTestFile({ size })) })

    expect(world.fileAccess.copies.size).toBe(0)
    expect(world.fileAccess.places.size).toBe(1)
  })
})

describe('an upload that a reload interrupted, with a handle to its file', () => {
  it('goes on by itself while the permission holds', async () => {
    const world = createWorld()
    await interrupt(world, { handle: createFakeHandle(createTestFile({ size })) })

    const { upload, visit } = await comeBack(world)
    await visit.until(upload, 'done')

    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })

  it('goes on with one click after a restart, and asks in that very click', async () => {
    const { world, handle } = await afterRestart()
    const { upload, visit } = await comeBack(world)
    expect(upload?.getSnapshot()).toMatchObject({
      status: 'interrupted',
      waitingFor: 'file',
      fileAt: 'click',
    })

    upload?.resume()
    expect(handle.timesAsked).toBe(1)
    upload?.resume()
    await visit.until(upload, 'done')

    expect(handle.timesAsked).toBe(1)
    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })

  it('asks for the file when the person says no, and for a click when they only close the question', async () => {
    const { world, handle } = await afterRestart()
    const { upload, visit } = await comeBack(world)
    handle.answer = 'prompt'
    upload?.resume()
    await world.time.settle()
    expect(upload?.getSnapshot()).toMatchObject({ status: 'interrupted', fileAt: 'click' })

    handle.answer = 'denied'
    upload?.resume()
    await world.time.settle()
    expect(upload?.getSnapshot()).toMatchObject({
      status: 'interrupted',
      waitingFor: 'file',
      fileAt: 'none',
    })

    upload?.resume(createTestFile({ size }))
    await visit.until(upload, 'done')
  })

  it('asks for the file when it is gone', async () => {
    const { world, handle } = await afterRestart()
    handle.file = null
    const { upload, visit } = await comeBack(world)
    upload?.resume()
    await world.time.settle()
    expect(upload?.getSnapshot()).toMatchObject({ status: 'interrupted', fileAt: 'none' })

    upload?.resume(createTestFile({ size }))
    await visit.until(upload, 'done')
  })

  it.each([
    ['of another size', createTestFile({ size: size + 1 }), 0],
    ['of other bytes', createTestFile({ size, seed: 2 }), 0],
  ])('says that the file changed when there is one %s, and splices nothing', async (_, file) => {
    const { world, handle } = await afterRestart()
    handle.file = file
    const { upload, visit } = await comeBack(world)
    upload?.resume()

    await visit.until(upload, 'failed')

    expect(upload?.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
    expect(world.storage.objects.size).toBe(0)
  })

  it('reads every stored part again before it reuses it', async () => {
    const { world, handle } = await afterRestart({ size: 300 * kB, partSize: 32 * kB })
    const bytes = testBytes(300 * kB)
    bytes[70 * kB] = (bytes[70 * kB] ?? 0) ^ 1
    const { name, type, lastModified } = createTestFile({ size: 0 })
    handle.file = new File([bytes], name, { type, lastModified })
    const { upload, visit } = await comeBack(world, { partSize: 32 * kB })
    upload?.resume()

    await visit.until(upload, 'failed')

    expect(upload?.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
  })

  it('is ended by the person while the question is open: a late yes starts nothing', async () => {
    const { world } = await afterRestart()
    const { upload } = await comeBack(world)
    upload?.resume()
    await upload?.cancel()
    await world.time.settle()

    expect(upload?.getSnapshot().status).toBe('canceled')
    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4])
  })

  it('goes on at once when the same file is dropped again, whose handle is kept from then on', async () => {
    const { world } = await afterRestart()
    const file = createTestFile({ size })
    const dropped = createFakeHandle(file)
    const gate = world.storage.faults.hold({ op: 'sendPart', part: 5 })
    const { upload, visit } = await comeBack(world)

    expect(visit.uploader.add(file, { handle: dropped })).toBe(upload)
    await world.time.settle()
    expect([...world.fileAccess.places.values()]).toMatchObject([{ handle: dropped }])

    gate.open()
    await visit.until(upload, 'done')
  })

  it('keeps the handle for the upload that it turns out to be, though added before the list was read', async () => {
    const world = createWorld()
    const id = await interrupt(world)
    world.storage.faults.add({ op: 'sendPart', part: 5, effect: 'stall' })
    const visit = world.visit({ partsAtOnce: 1 })
    const file = createTestFile({ size })
    visit.uploader.add(file, { handle: createFakeHandle(file) })
    await world.time.until(() => world.storage.log.count('sendPart', 5) === 1)

    expect([...world.fileAccess.places.keys()]).toEqual([id])
  })

  it('goes on also if it was only waiting in line', async () => {
    const world = createWorld()
    world.storage.faults.add({ op: 'sendPart', effect: 'stall', times: Infinity })
    const before = world.visit()
    for (const name of ['a', 'b', 'c', 'd']) {
      const file = createTestFile({ name, size })
      before.uploader.add(file, { handle: createFakeHandle(file) })
    }
    await world.time.settle()
    await before.crash()
    world.storage.faults.clear()

    const { visit } = await comeBack(world)
    for (const upload of visit.uploader.getSnapshot()) await visit.until(upload, 'done')

    expect(world.storage.objects.size).toBe(4)
  })
})

interface Interruption {
  readonly handle?: FakeHandle
  readonly pause?: boolean
  readonly size?: number
  readonly partSize?: number
}

/** A page that died when three parts were stored and the fourth was on its way. Gives the upload's id. */
async function interrupt(
  { storage, time, visit }: World,
  { handle, pause = false, size: bytes = size, partSize = kB }: Interruption = {},
): Promise<string> {
  storage.log.clear()
  storage.faults.add({ op: 'sendPart', part: 4, effect: 'stall' })
  const before = visit({ partsAtOnce: 1, partSize })
  const file = createTestFile({ size: bytes })
  const upload = before.uploader.add(file, handle && { handle })
  await time.until(() => storage.log.count('sendPart', 4) === 1)
  if (pause) upload.pause()
  await time.settle()
  await before.crash()
  return upload.id
}

/** Chromium asks again once all tabs of the site were closed. */
async function afterRestart(options: Interruption = {}) {
  const world = createWorld()
  const handle = createFakeHandle(createTestFile({ size: options.size ?? size }))
  await interrupt(world, { ...options, handle })
  handle.permission = 'prompt'
  return { world, handle }
}

async function comeBack(
  world: World,
  { metered = false, partSize = kB }: { metered?: boolean; partSize?: number } = {},
): Promise<{
  upload: Awaited<ReturnType<Visit['uploader']['restore']>>[number] | undefined
  visit: Visit
}> {
  const visit = world.visit({ partsAtOnce: 1, partSize })
  if (metered) visit.environment.goMetered()
  const [upload] = await visit.uploader.restore()
  return { upload, visit }
}
