import { describe, expect, it } from 'vitest'
import { createWorld } from '../testing/create-world.ts'
import { createVirtualTime } from '../testing/virtual-time.ts'
import { createTestFile } from '../testing/test-files.ts'
import { Boarding } from './boarding.ts'

describe('Boarding', () => {
  it('lets a few on board at once', () => {
    const { boarding, aboard } = setUp()

    for (let passenger = 1; passenger <= 100; passenger += 1) boarding.enter(passenger)

    expect(aboard).toHaveLength(100)
  })

  it('lets thousands on board in order, with time for the page in between', async () => {
    const { boarding, aboard, time } = setUp()
    const all = Array.from({ length: 1000 }, (_, index) => index)

    for (const passenger of all) boarding.enter(passenger)
    expect(aboard).toHaveLength(250)
    time.clock.wakeNext()
    await time.settle()
    expect(aboard).toHaveLength(500)
    await time.advance(1)

    expect(aboard).toEqual(all)
  })

  it('calls those who wait when there is no more time, and nobody who was sent away', async () => {
    const { boarding, aboard, time } = setUp()
    const all = Array.from({ length: 300 }, (_, index) => index)
    for (const passenger of all) boarding.enter(passenger)

    boarding.callAll()
    expect(aboard).toEqual(all)
    boarding.enter(300)
    boarding.sendAway()
    await time.advance(1)

    expect(aboard).toEqual(all)
  })
})

describe('a thousand files that are added at once', () => {
  it('are found at the next visit, even when the page leaves before they all had their turn', async () => {
    const world = createWorld()
    const visit = world.visit()
    visit.uploader.addAll(Array.from({ length: 1000 }, (_, index) => numbered(index)))
    await visit.uploader.dispose()

    const restored = await world.visit().uploader.restore()

    expect(restored).toHaveLength(1000)
  })

  it('are forgotten with everything else', async () => {
    const world = createWorld()
    const visit = world.visit()
    visit.uploader.addAll(Array.from({ length: 1000 }, (_, index) => numbered(index)))
    await visit.uploader.forgetAll()
    await world.time.advance(1000)

    expect(await world.visit().uploader.restore()).toEqual([])
  })
})

function numbered(index: number): File {
  return createTestFile({ name: `${index}.txt`, size: 10 })
}

function setUp() {
  const time = createVirtualTime()
  const aboard: number[] = []
  const boarding = new Boarding<number>({
    clock: time.clock,
    lifetime: new AbortController().signal,
    board: (passenger) => void aboard.push(passenger),
  })
  return { boarding, aboard, time }
}
