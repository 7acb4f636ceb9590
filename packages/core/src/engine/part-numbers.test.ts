import { describe, expect, it } from 'vitest'
import type { RecutPolicy } from '../model/recut.ts'
import { createWorld, type World } from '../testing/create-world.ts'
import { createTestFile, testBytes } from '../testing/test-files.ts'

const kB = 1024
const size = 6 * kB

/** From the fourth part on, a quarter of the size. */
const finerEnd: RecutPolicy = (_, first) => (first === 4 ? kB / 4 : null)
const finerEndParts = Array.from({ length: 3 + 12 }, (_, index) => index + 1)

describe('the rest of a file', () => {
  it('is cut anew while it is sent, and the object is byte for byte the file', async () => {
    const world = createWorld()
    const { uploader, until } = world.visit({ recut: finerEnd })
    const upload = uploader.add(createTestFile({ size }))

    await until(upload, 'done')

    expect(world.storage.log.sentParts.toSorted((a, b) => a - b)).toEqual(finerEndParts)
    expect([...world.storage.objects.values()].map(({ bytes }) => bytes)).toEqual([testBytes(size)])
    expect(upload.getSnapshot()).toMatchObject({ partCount: 15, storedParts: 15, sentBytes: size })
  })

  it('may be cut larger: fewer parts are shown, and none is lost to who looks at an older view', async () => {
    const world = createWorld()
    const { faults, log } = world.storage
    const [second, third] = [2, 3].map((part) => faults.hold({ op: 'sendPart', part }))
    const { uploader, until } = world.visit({
      partsAtOnce: 1,
      recut: (_, first) => (first === 3 ? 3 * kB : null),
    })
    const upload = uploader.add(createTestFile({ size }))
    await world.time.until(() => log.count('sendPart', 2) === 1)
    const before = upload.parts.getSnapshot()
    second?.open()
    await world.time.until(() => log.count('sendPart', 3) === 1)

    expect(upload.parts.getSnapshot().count).toBe(4)
    expect(before.at(before.count - 1)).toMatchObject({ state: 'waiting', size: 0 })

    third?.open()
    await until(upload, 'done')
    expect([...world.storage.objects.values()].map(({ bytes }) => bytes)).toEqual([testBytes(size)])
  })

  it('is in the journal as it is cut before the first such part leaves', async () => {
    const world = createWorld()
    const written: [lastSent: number, durability: string][] = []
    const { uploader, until } = world.visit({
      recut: finerEnd,
      journal: {
        ...world.journal,
        availability: 'ready',
        write: async (changes, options) => {
          const isRecut = changes.some(
            (change) => change.type === 'put' && change.entry.recuts.length > 0,
          )
          const durability = options?.durability ?? 'relaxed'
          if (isRecut) written.push([Math.max(...world.storage.log.sentParts), durability])
          await world.journal.write(changes, options)
        },
      },
    })
    const upload = uploader.add(createTestFile({ size }))

    await until(upload, 'done')

    expect(written[0]).toEqual([3, 'strict'])
  })

  it('keeps its cuts after a crash, whatever the next visit would choose', async () => {
    const world = createWorld()
    const { restored, next } = await crashAt(world, 9, { recut: () => 2 * kB })

    restored?.resume(createTestFile({ size }))
    await next.until(restored, 'done')

    const sent = world.storage.log.sentParts
    expect(sent.filter((part, index) => sent.indexOf(part) !== index)).toEqual([9])
    expect(new Set(sent)).toEqual(new Set(finerEndParts))
    expect([...world.storage.objects.values()].map(({ bytes }) => bytes)).toEqual([testBytes(size)])
  })

  it('is shown as it is cut before anybody goes on', async () => {
    const { restored } = await crashAt(createWorld(), 9)

    expect(restored?.getSnapshot()).toMatchObject({ partCount: 15, storedParts: 8 })
    expect(restored?.parts.getSnapshot().at(8)).toMatchObject({ state: 'waiting', size: kB / 4 })
  })

  it('is shown in other tabs as it is cut', async () => {
    const world = createWorld()
    const gate = world.storage.faults.hold({ op: 'sendPart', part: 9 })
    const first = world.visit({ partsAtOnce: 1, recut: finerEnd })
    const second = world.visit()
    await second.uploader.restore()
    first.uploader.add(createTestFile({ size }))
    await world.time.until(() => world.storage.log.count('sendPart', 9) === 1)
    await world.time.advance(300)
    const [mirror] = second.uploader.getSnapshot()
    mirror?.parts.subscribe(() => {})
    await world.time.advance(600)

    expect(mirror?.getSnapshot()).toMatchObject({ partCount: 15, storedParts: 8 })
    expect(mirror?.parts.getSnapshot().at(8)).toMatchObject({ size: kB / 4 })
    gate.open()
  })

  it('begins anew with the storage: what it had forgotten is cut from the start', async () => {
    const world = createWorld()
    world.storage.faults.add({ op: 'sendPart', part: 9, effect: 'forget' })
    const { uploader, until } = world.visit({ partsAtOnce: 1, recut: finerEnd })
    const upload = uploader.add(createTestFile({ size }))

    await until(upload, 'done')

    expect(world.storage.log.sentParts).toEqual([...finerEndParts.slice(0, 9), ...finerEndParts])
    expect([...world.storage.objects.values()].map(({ bytes }) => bytes)).toEqual([testBytes(size)])
  })

  it('is left as it is where the application names the size', async () => {
    const world = createWorld({ storage: { bytesPerSecond: 100 } })
    const { uploader, until } = world.visit({ partSize: kB, partsAtOnce: 2 })
    const upload = uploader.add(createTestFile({ size }))

    await until(upload, 'done')

    expect(upload.getSnapshot().partCount).toBe(6)
  })
})

/** A browser that dies while this part of a file with a finer end is sent, and the next one. */
async function crashAt(world: World, part: number, options: { recut?: RecutPolicy } = {}) {
  world.storage.faults.add({ op: 'sendPart', part, effect: 'stall' })
  const visit = world.visit({ partsAtOnce: 1, recut: finerEnd })
  visit.uploader.add(createTestFile({ size }))
  await world.time.until(() => world.storage.log.count('sendPart', part) === 1)
  await world.time.settle()
  await visit.crash()
  const next = world.visit(options)
  const [restored] = await next.uploader.restore()
  return { next, restored }
}
