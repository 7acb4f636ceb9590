import { describe, expect, it } from 'vitest'
import { createWorld } from '../testing/create-world.ts'
import { createTestFile } from '../testing/test-files.ts'
import { createVirtualTime } from '../testing/virtual-time.ts'
import { Patience } from './patience.ts'

const kB = 1024
const minute = 60_000
const hour = 60 * minute

describe('Patience', () => {
  it('takes the same time off only once, however many requests spent it waiting', async () => {
    const { clock, advance } = createVirtualTime()
    const patience = new Patience(clock)
    await advance(10 * minute)
    const since = clock.elapsed()
    await advance(hour)

    for (let request = 0; request < 6; request += 1) patience.excuseSince(since)
    await advance(minute)

    expect(patience.withoutProgress()).toBe(11 * minute)
  })

  it('takes nothing off twice when times overlap, and nothing that was progress anyway', async () => {
    const { clock, advance } = createVirtualTime()
    const patience = new Patience(clock)
    await advance(minute)
    patience.excuseSince(0)
    await advance(minute)
    patience.excuseSince(30_000)
    await advance(minute)
    expect(patience.withoutProgress()).toBe(minute)

    patience.progressed()
    patience.excuseSince(0)
    await advance(minute)
    expect(patience.withoutProgress()).toBe(minute)
  })

  it('forgives a timer that comes far too late, and none that is a little late', async () => {
    const { clock, advance } = createVirtualTime()
    const patience = new Patience(clock)
    await advance(minute)
    patience.excuseFreeze(58_000)
    expect(patience.withoutProgress()).toBe(minute)

    patience.excuseFreeze(10_000)
    expect(patience.withoutProgress()).toBe(10_000)
  })
})

describe('a failure after', () => {
  it('eight hours of sleep in the middle of a part does not end the upload', async () => {
    const { storage, time, visit } = createWorld()
    const cut = storage.faults.hold({ op: 'sendPart', part: 3 })
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'lose-answer' })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 3) === 1)

    time.clock.moveTo(time.clock.elapsed() + 8 * hour)
    cut.open()

    await until(upload, 'done')
    expect(storage.log.count('sendPart', 3)).toBe(2)
  })

  it('an hour of being signed out does not end the upload', async () => {
    const { storage, time, visit } = createWorld()
    storage.faults.add({ op: 'sendPart', part: 3, effect: 'reject', code: 'signed-out' })
    storage.faults.add({ op: 'sendPart', part: 3, skip: 1, effect: 'reject', code: 'server-busy' })
    const { uploader, until } = visit({ partsAtOnce: 1 })
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => upload.getSnapshot().waitingFor === 'credentials')

    await time.advance(hour)
    uploader.credentialsChanged()
    await until(upload, 'done')

    expect(storage.log.count('sendPart', 3)).toBe(3)
  })

  it('an hour behind another tab does not end the upload', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', part: 4 })
    const first = visit({ partsAtOnce: 1 })
    const owned = first.uploader.add(createTestFile({ size: 6 * kB }))
    await time.until(() => storage.log.count('sendPart', 4) === 1)
    const { uploader, until } = visit()
    const upload = uploader.add(createTestFile({ size: 6 * kB }))
    await until(upload, 'uploading')
    owned.pause()
    gate.open()
    await until(upload, 'paused')

    await time.advance(hour)
    await first.crash()
    storage.faults.add({ effect: 'reject', code: 'server-busy' })
    await time.settle()
    upload.resume()
    await until(upload, 'done')

    expect(storage.objects.size).toBe(1)
  })
})
