import { describe, expect, it } from 'vitest'
import { createWorld, type Visit, type World } from '../testing/create-world.ts'
import { createTestFile } from '../testing/test-files.ts'
import type { TabMessage } from '../ports/tabs.ts'
import type { Upload } from '../ports/uploader.ts'

const kB = 1024

describe('the list of another tab', () => {
  it('shows an upload that begins later, and its end', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', part: 4 })
    const first = visit({ partsAtOnce: 1 })
    const second = visit()
    expect(await first.uploader.restore()).toEqual([])
    expect(await second.uploader.restore()).toEqual([])

    const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    await time.advance(300)
    const [mirror] = second.uploader.getSnapshot()
    expect(mirror?.getSnapshot()).toMatchObject({ status: 'uploading', storedParts: 3 })

    gate.open()
    await first.until(owned, 'done')
    await second.until(mirror, 'done')
    expect(storage.log.count('complete')).toBe(1)
  })

  it('shows nothing before anybody asked for it', async () => {
    const world = createWorld()
    const { first } = await uploadingHalf(world)
    const second = world.visit()
    second.uploader.add(createTestFile({ name: 'other.zip', size: 2 * kB }))
    await world.time.advance(1_000)

    expect(second.uploader.getSnapshot()).toHaveLength(1)
    expect(first.uploader.getSnapshot()).toHaveLength(1)
  })

  it('is told at most four times a second, and only while somebody is there', async () => {
    const world = createWorld()
    const shown = countShown(world)
    const { first } = await uploadingHalf(world)
    world.storage.faults.add({ op: 'sendPart', effect: 'stall', times: 1_000 })
    expect(shown()).toBe(0)
    const [mirror] = await world.visit().uploader.restore()
    await world.time.settle()
    const before = shown()

    for (let press = 0; press < 100; press += 1) {
      const [owned] = first.uploader.getSnapshot()
      if (press % 2 === 0) owned?.pause()
      else owned?.resume()
      await world.time.advance(10)
    }

    expect(shown() - before).toBeLessThanOrEqual(5)
    expect(mirror?.getSnapshot().owner).toBe('elsewhere')
  })

  it('never takes back what it showed as sent, whatever the other tab says', async () => {
    const world = createWorld()
    const { owned } = await uploadingHalf(world)
    const [mirror] = await world.visit().uploader.restore()
    await world.time.advance(300)
    const shown = mirror?.getSnapshot().sentBytes

    const uploads = [{ ...owned.getSnapshot(), sentBytes: 0 }]
    const [entry] = await world.journal.list(world.storage.id)
    world.tabs.open().post({ type: 'shown', from: entry?.owner ?? '', uploads })
    await world.time.settle()

    expect(shown).toBeGreaterThan(0)
    expect(mirror?.getSnapshot().sentBytes).toBe(shown)
  })

  it('shows the parts to whoever looks at them', async () => {
    const world = createWorld()
    await uploadingHalf(world)
    const [mirror] = await world.visit().uploader.restore()
    await world.time.settle()
    const stop = mirror?.parts.subscribe(() => {})
    await world.time.settle()

    const parts = mirror?.parts.getSnapshot()
    const states = Array.from({ length: parts?.count ?? 0 }, (_, index) => parts?.at(index).state)
    expect(states).toEqual(['stored', 'stored', 'stored', 'sending', 'waiting', 'waiting'])
    stop?.()
  })
})

describe('a command given in another tab', () => {
  it('pauses and resumes where the upload runs', async () => {
    const world = createWorld()
    const { owned, gate } = await uploadingHalf(world)
    const second = world.visit()
    const [mirror] = await second.uploader.restore()
    await world.time.settle()

    mirror?.pause()
    await second.until(mirror, 'paused')
    expect(owned.getSnapshot()).toMatchObject({ status: 'paused', owner: 'here' })

    mirror?.resume()
    gate.open()
    await second.until(mirror, 'done')
    expect(owned.getSnapshot().status).toBe('done')
    expect(world.storage.log.count('open')).toBe(1)
  })

  it('never calls another file done that was chosen there', async () => {
    const world = createWorld()
    const { owned, first, gate } = await uploadingHalf(world)
    const second = world.visit()
    const mirror = second.uploader.add(createTestFile({ size: 6 * kB, seed: 7 }))
    await world.time.settle()

    gate.open()
    await first.until(owned, 'done')
    await second.until(mirror, 'failed')

    expect(mirror?.getSnapshot()).toMatchObject({ error: { code: 'file-changed' } })
  })

  it('goes on where it was paused when the same file is added there', async () => {
    const world = createWorld()
    const { owned, first, gate } = await uploadingHalf(world)
    owned.pause()
    gate.open()
    await first.until(owned, 'paused')

    const second = world.visit()
    const added = second.uploader.add(createTestFile({ size: 6 * kB }))
    await second.until(added, 'done')

    expect(owned.getSnapshot().status).toBe('done')
    expect(world.storage.log.count('open')).toBe(1)
  })

  it('refuses a wrong file where the upload is, which then takes the right one', async () => {
    const world = createWorld()
    const { first, owned, second, mirror } = await pausedInBoth(world)

    mirror?.resume(createTestFile({ size: 5 * kB }))
    await second.until(mirror, 'failed')
    expect(mirror?.getSnapshot()).toMatchObject({ error: { code: 'wrong-file' } })
    owned.resume(createTestFile({ size: 6 * kB }))

    await first.until(owned, 'done')
    await second.until(mirror, 'done')
  })

  it('refuses an edited file wherever it is chosen, and goes on with the original', async () => {
    const world = createWorld()
    const { first, owned, second, mirror } = await pausedInBoth(world)

    const places = [
      [owned, first],
      [mirror, second],
    ] as const
    for (const [upload, visit] of places) {
      upload?.resume(createTestFile({ size: 6 * kB, seed: 2, lastModified: 1 }))
      await visit.until(upload, 'failed')
      expect(upload?.getSnapshot()).toMatchObject({ error: { code: 'wrong-file' } })
      await world.time.advance(1_000)
    }
    mirror?.resume(createTestFile({ size: 6 * kB }))

    await first.until(owned, 'done')
    await second.until(mirror, 'done')
    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
  })

  it('hands over the file that the owner lacks', async () => {
    const world = createWorld()
    const lost = await uploadingHalf(world)
    await lost.first.crash()
    lost.gate.open()
    const owner = world.visit()
    const [owned] = await owner.uploader.restore()
    owned?.resume(createTestFile({ size: 5 * kB }))
    await owner.until(owned, 'failed')

    const second = world.visit()
    const [mirror] = await second.uploader.restore()
    await world.time.settle()
    mirror?.resume(createTestFile({ size: 6 * kB }))
    await second.until(mirror, 'done')

    expect(owned?.getSnapshot().status).toBe('done')
  })

  it('that nobody answers says so, and pushes nobody aside whose lock is held', async () => {
    const world = createWorld()
    const frozen = world.tabs.open()
    const { first, owned } = await uploadingHalf(world)
    await world.time.settle()
    await frozen.join()
    await giveTo(world, { from: first, owner: frozen.id })

    const second = world.visit()
    const [mirror] = await second.uploader.restore()
    await world.time.settle()
    mirror?.resume(createTestFile({ size: 6 * kB }))
    await world.time.advance(1_900)
    expect(mirror?.getSnapshot().owner).toBe('elsewhere')
    await world.time.advance(200)
    expect(mirror?.getSnapshot()).toMatchObject({ owner: 'silent', waitingFor: 'tab' })
    expect(owned.getSnapshot().status).not.toBe('done')

    frozen.kill()
    world.storage.faults.clear()
    await second.until(mirror, 'done')
    expect(mirror?.getSnapshot().owner).toBe('here')
  })
})

describe('when the tab that uploads goes away', () => {
  it.each(['closes', 'crashes'] as const)(
    'that %s, another one goes on by itself and sends only what is missing',
    async (how) => {
      const world = createWorld()
      const { first, gate } = await uploadingHalf(world)
      const second = world.visit({ partsAtOnce: 1 })
      const [mirror] = await second.uploader.restore()
      await world.time.settle()

      if (how === 'crashes') await first.crash()
      else await first.uploader.dispose()
      gate.open()
      await second.until(mirror, 'done')

      expect(world.storage.log.count('open')).toBe(1)
      expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
      expect(mirror?.getSnapshot().reusedParts).toBe(3)
    },
  )

  it('one of many others takes it, and the rest mirror that one', async () => {
    const world = createWorld()
    const { first, gate } = await uploadingHalf(world)
    const others = [1, 2, 3, 4].map(() => world.visit({ partsAtOnce: 1 }))
    const mirrors: Upload[] = []
    for (const { uploader } of others) mirrors.push(...(await uploader.restore()))
    await world.time.settle()

    await first.crash()
    gate.open()
    for (const [index, mirror] of mirrors.entries()) await others[index]?.until(mirror, 'done')

    expect(world.storage.log.sentParts).toEqual([1, 2, 3, 4, 4, 5, 6])
    expect(world.storage.log.count('complete')).toBe(1)
  })

  it('a paused upload stays paused, and needs no file to go on', async () => {
    const world = createWorld()
    const { first, owned, gate } = await uploadingHalf(world)
    const second = world.visit()
    const [mirror] = await second.uploader.restore()
    await world.time.settle()
    owned.pause()
    await second.until(mirror, 'paused')

    await first.uploader.dispose()
    await world.time.advance(5_000)
    expect(mirror?.getSnapshot()).toMatchObject({
      status: 'paused',
      owner: 'here',
      waitingFor: null,
    })

    gate.open()
    mirror?.resume()
    await second.until(mirror, 'done')
  })

  it('a file of another size is not taken for it', async () => {
    const world = createWorld()
    const { first, owned } = await uploadingHalf(world)
    owned.pause()
    await world.time.settle()
    const [mirror] = await world.visit().uploader.restore()
    await world.time.settle()

    const file = createTestFile({ size: 5 * kB })
    world.tabs.open().post({ type: 'file', id: owned.id, file })
    await world.time.settle()
    await first.crash()
    await world.time.settle()
    mirror?.resume()

    expect(mirror?.getSnapshot()).toMatchObject({ status: 'paused', waitingFor: 'file' })
  })
})

/** Six parts: three are stored, the fourth is on its way until the gate opens. */
async function uploadingHalf({ storage, time, visit }: World) {
  const gate = storage.faults.hold({ op: 'sendPart', part: 4, at: 'middle' })
  const first = visit({ partsAtOnce: 1 })
  const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
  await time.until(() => storage.log.count('sendPart', 4) === 1)
  await time.settle()
  return { first, owned, gate }
}

/** The same, paused, and shown by a second tab. */
async function pausedInBoth(world: World) {
  const { owned, first, gate } = await uploadingHalf(world)
  owned.pause()
  gate.open()
  await first.until(owned, 'paused')
  const second = world.visit()
  const [mirror] = await second.uploader.restore()
  await second.until(mirror, 'paused')
  return { first, owned, second, mirror }
}

/** How many messages with snapshots the tabs of this world sent so far. */
function countShown({ tabs }: World): () => number {
  let count = 0
  tabs.open().subscribe((message: TabMessage) => {
    if (message.type === 'shown' && message.uploads.length > 0) count += 1
  })
  return () => count
}

/** The row says that this tab drives the upload, and it does not answer. */
async function giveTo(
  { journal, storage }: World,
  { from, owner }: { readonly from: Visit; readonly owner: string },
): Promise<void> {
  await from.crash()
  const [entry] = await journal.list(storage.id)
  if (entry) await journal.claim(entry.id, { from: entry.owner, owner })
}
