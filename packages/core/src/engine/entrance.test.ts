import { describe, expect, it } from 'vitest'
import { UploadError } from '../model/upload-error.ts'
import { createWorld } from '../testing/create-world.ts'
import { createTestFile } from '../testing/test-files.ts'

const kB = 1024

describe('an uploader whose engine room is still loading', () => {
  it('takes a file at once, shows it, and sends it when the room opens', async () => {
    const { storage, until, uploader, time, gate } = setUp()

    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.settle()

    expect(uploader.getSnapshot()).toEqual([upload])
    expect(uploader.totals.getSnapshot()).toMatchObject({ files: 1, bytes: 6 * kB })
    expect(upload.getSnapshot()).toMatchObject({ status: 'queued', journal: 'ready' })
    expect(storage.log.calls).toEqual([])

    gate.open()
    await until(upload, 'done')
    expect(storage.log.sentParts).toHaveLength(6)
  })

  it('takes the same file for the same upload, and sends it once', async () => {
    const { storage, until, uploader, gate } = setUp()
    const file = createTestFile({ size: 6 * kB })

    const upload = uploader.add(file)
    upload.pause()

    expect(uploader.add(file)).toBe(upload)
    expect(upload.getSnapshot().status).toBe('queued')
    gate.open()
    await until(upload, 'done')
    expect(storage.log.count('open')).toBe(1)
  })

  it('sends many files in the order in which they came', async () => {
    const { storage, uploader, until, gate } = setUp()
    const names = Array.from({ length: 520 }, (_, index) => `${index}.bin`)
    const uploads = uploader.addAll(
      names.map((name) => createTestFile({ name, size: 1 })),
      (_file, index) => ({ key: `many/${index}.bin` }),
    )

    gate.open()
    await until(uploads.at(-1), 'done')

    expect(storage.log.calls.map(({ key }) => key)).toEqual(names.map((name) => `many/${name}`))
  })

  it('remembers all of many files when it is disposed before all are in', async () => {
    const { world, storage, uploader, time, gate } = setUp()
    const uploads = uploader.addAll(
      Array.from({ length: 520 }, (_, index) => createTestFile({ name: `${index}`, size: 1 })),
    )
    for (const upload of uploads) upload.pause()
    gate.open()
    await time.settle()

    const disposed = uploader.dispose()
    await time.advance(100)
    await disposed

    expect(await world.journal.list(storage.id)).toHaveLength(520)
  })

  it('lets an upload stay paused, in the next visit too', async () => {
    const { world, storage, uploader, time, gate } = setUp()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    upload.pause()

    gate.open()
    await time.settle()
    await uploader.dispose()
    const [restored] = await world.visit().uploader.restore()

    expect(upload.getSnapshot().status).toBe('paused')
    expect(restored?.getSnapshot()).toMatchObject({ status: 'paused', file: { size: 6 * kB } })
    expect(storage.log.calls).toEqual([])
  })

  it('goes on with a paused upload that is resumed once the room is open', async () => {
    const { until, uploader, time, gate } = setUp()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    upload.pause()
    gate.open()
    await time.settle()

    upload.resume()

    await until(upload, 'done')
  })

  it('ends what is canceled at once, and begins none of it', async () => {
    const { world, storage, uploader, time, gate } = setUp()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    const settled = upload.settled()

    await upload.cancel()

    await expect(settled).rejects.toMatchObject({ code: 'canceled' })
    gate.open()
    await time.settle()
    expect(storage.log.calls).toEqual([])
    expect(await world.journal.list(storage.id)).toEqual([])
  })

  it('lists what earlier visits left as soon as the room is open', async () => {
    const { uploader, gate } = await afterAnInterruption()

    const restoring = uploader.restore()
    gate.open()

    const [restored] = await restoring
    expect(restored?.getSnapshot()).toMatchObject({ status: 'interrupted', storedParts: 2 })
  })

  it('goes on with what an earlier visit left of a file that was added meanwhile', async () => {
    const { storage, uploader, until, gate } = await afterAnInterruption()

    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    gate.open()
    await until(upload, 'done')

    expect(storage.log.count('open')).toBe(1)
    expect(upload.getSnapshot()).toMatchObject({ reusedParts: 2 })
  })

  it('leaves what was added for the next visit when it is disposed', async () => {
    const { world, uploader, gate } = setUp()
    uploader.add(createTestFile({ size: 6 * kB }))

    const disposed = uploader.dispose()
    gate.open()
    await disposed
    const [restored] = await world.visit().uploader.restore()

    expect(restored?.getSnapshot()).toMatchObject({ status: 'interrupted' })
  })

  it('forgets everything of the scope once the room is open', async () => {
    const { world, storage, uploader, gate } = await afterAnInterruption()
    uploader.add(createTestFile({ size: 2 * kB, name: 'new.zip' }))

    const forgotten = uploader.forgetAll()
    expect(uploader.getSnapshot()).toEqual([])
    gate.open()
    await forgotten

    expect(await world.journal.list(storage.id)).toEqual([])
  })
})

describe('an engine room that cannot be loaded', () => {
  it('is asked for again, until it comes', async () => {
    const { uploader, until, loads } = setUp({ failures: 2 })

    await until(uploader.add(createTestFile({ size: 6 * kB })), 'done')

    expect(loads()).toBe(3)
  })

  it('fails the uploads with a sentence, and a resume tries anew', async () => {
    const { uploader, until, loads } = setUp({ failures: 4 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await until(upload, 'failed')
    expect(upload.getSnapshot()).toMatchObject({
      error: { code: 'network-failed', message: 'The script is gone.' },
    })
    upload.resume()
    await until(upload, 'done')

    expect(loads()).toBe(5)
  })

  it('lets the uploader be disposed', async () => {
    const { uploader, time } = setUp({ failures: Infinity })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))

    await uploader.dispose()

    expect(upload.getSnapshot().status).toBe('queued')
    expect(time.pendingSleeps).toBe(0)
  })

  it('says so to who wants to restore, or to forget', async () => {
    const { uploader, time } = setUp({ failures: Infinity })
    const outcomes: unknown[] = []
    for (const asked of [uploader.restore(), uploader.forgetAll()])
      asked.catch((error: unknown) => outcomes.push(error))

    await time.until(() => outcomes.length === 2)

    expect(outcomes).toMatchObject([{ code: 'network-failed' }, { code: 'network-failed' }])
  })
})

/** A page whose engine room loads when the gate opens, or only after so many failures. */
function setUp({ failures = 0, world = createWorld() } = {}) {
  const { storage, time } = world
  const gate = createGate()
  if (failures > 0) gate.open()
  let loads = 0
  const visit = world.visit({ partsAtOnce: 1 }, async () => {
    loads += 1
    await gate.opened
    if (loads <= failures) throw new UploadError('network-failed', 'The script is gone.')
  })
  return { world, storage, time, gate, loads: () => loads, ...visit }
}

async function afterAnInterruption() {
  const world = createWorld()
  const { storage, time, visit } = world
  const gate = storage.faults.hold({ op: 'sendPart', part: 3 })
  const earlier = visit({ partsAtOnce: 1 })
  earlier.uploader.add(createTestFile({ size: 6 * kB }))
  await time.until(() => storage.log.count('sendPart', 3) === 1)
  await earlier.crash()
  gate.open()
  return setUp({ world })
}

function createGate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}
