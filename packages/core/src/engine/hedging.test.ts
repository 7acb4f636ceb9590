import { describe, expect, it } from 'vitest'
import type { StoredObject } from '../model/stored-object.ts'
import { createWorld, type World } from '../testing/create-world.ts'
import { createMemoryLink, type ConnectionSpeed } from '../testing/memory-link.ts'
import { createTestFile } from '../testing/test-files.ts'

const kB = 1000
const partSize = 64 * kB
const size = 24 * partSize

/** Bytes a second of a good connection: a part takes two thirds of a second, the file 2.7. */
const fast = 96 * kB
const slow = fast / 10

describe('one slow connection of six', () => {
  it('from the start costs little, and a tenth of the file is not sent twice', async () => {
    const even = await send(() => () => fast)
    const left = await send(slowSince(0, { connection: 2 }), { isMetered: true })
    const hedged = await send(slowSince(0, { connection: 2 }))

    expect(left.milliseconds).toBeGreaterThan(2 * even.milliseconds)
    expect(hedged.milliseconds).toBeLessThan(1.4 * even.milliseconds)
    expect(hedged.sentTwice).toBeLessThanOrEqual(2 * partSize)
  })

  it('that turns slow near the end takes half the time that it would take alone', async () => {
    const left = await send(slowSince(2_100, { connection: 4 }), { isMetered: true })
    const hedged = await send(slowSince(2_100, { connection: 4 }))

    expect(left.hedges).toEqual([])
    expect(hedged.hedges).toEqual([{ part: expect.any(Number), how: 'beside' }])
    expect(hedged.milliseconds).toBeLessThan(0.55 * left.milliseconds)
    expect(hedged.sentTwice).toBeLessThanOrEqual(partSize)
  })

  it('is replaced while other parts still wait', async () => {
    const { hedges } = await send(slowSince(0, { connection: 2 }))

    expect(hedges[0]).toMatchObject({ how: 'instead' })
  })

  it('is left alone where bytes cost money', async () => {
    const { hedges, sentTwice } = await send(slowSince(0, { connection: 0 }), { isMetered: true })

    expect(hedges).toEqual([])
    expect(sentTwice).toBe(0)
  })
})

describe('a link that turns slow', () => {
  it('as a whole gets no part twice', async () => {
    const { hedges } = await send(() => (now) => (now < 1_000 ? fast : slow))

    expect(hedges).toEqual([])
  })
})

describe('connections that stay slow, however often they are replaced', () => {
  it('cost one part or a twentieth of the file, and no more', async () => {
    // Half of all connections, those that take the place of others too.
    const { sentTwice } = await send((index) => () => (index % 2 === 0 ? fast : slow))

    expect(sentTwice).toBeLessThanOrEqual(partSize + slow)
  })
})

describe('a part that is sent beside itself', () => {
  it('has one sending left, and that one ended, when the parts are joined', async () => {
    const { calls } = await send(slowSince(2_100, { connection: 4 }))
    const last = calls.filter(({ op }) => op === 'sendPart').at(-1)

    expect(calls.filter(({ outcome }) => outcome === 'aborted')).toHaveLength(1)
    expect(calls.at(-1)).toMatchObject({ op: 'complete', outcome: 'ok' })
    expect(last).toMatchObject({ outcome: 'ok' })
  })

  it('counts once: progress goes up, and ends with the size of the file', async () => {
    const { progress } = await send(slowSince(2_100, { connection: 4 }))

    expect([...progress].sort((a, b) => a - b)).toEqual(progress)
    expect(progress.at(-1)).toBe(size)
  })

  it('is stored by the first sending when the second one fails', async () => {
    const { hedges, object } = await send(slowSince(2_100, { connection: 4 }), {
      prepare: ({ storage }) =>
        storage.faults.add({ op: 'sendPart', skip: 24, effect: 'reject', code: 'server-busy' }),
    })

    expect(hedges).toHaveLength(1)
    expect(object).toMatchObject({ size, verified: 'crc64' })
  })
})

/** The connection with this index is slow from this moment on; one that takes its place is not. */
function slowSince(
  moment: number,
  { connection }: { readonly connection: number },
): (index: number) => ConnectionSpeed {
  return (index) => (now) => (index === connection && now >= moment ? slow : fast)
}

interface Sent {
  readonly milliseconds: number
  readonly sentTwice: number
  readonly hedges: readonly { readonly part: number; readonly how: string }[]
  readonly calls: World['storage']['log']['calls']
  readonly progress: readonly number[]
  readonly object: StoredObject
}

async function send(
  speedOf: (index: number) => ConnectionSpeed,
  {
    isMetered = false,
    prepare = () => {},
  }: { readonly isMetered?: boolean; readonly prepare?: (world: World) => void } = {},
): Promise<Sent> {
  const link = createMemoryLink(speedOf)
  const world = createWorld({ storage: { link } })
  const { storage, time } = world
  prepare(world)
  const visit = world.visit({ partSize, simpleUploadLimit: partSize })
  if (isMetered) visit.environment.goMetered()
  const upload = visit.uploader.add(createTestFile({ size }))
  const progress: number[] = []
  upload.subscribe(() => progress.push(upload.getSnapshot().sentBytes))

  await visit.until(upload, 'done')

  const { calls } = storage.log
  return {
    milliseconds: time.clock.elapsed(),
    sentTwice: link.carriedBytes - size,
    hedges: visit.events.flatMap((event) =>
      event.type === 'hedged' ? [{ part: event.part, how: event.how }] : [],
    ),
    calls,
    progress,
    object: await upload.settled(),
  }
}
