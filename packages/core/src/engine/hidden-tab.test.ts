import { describe, expect, it } from 'vitest'
import type { Clock } from '../ports/environment.ts'
import type { ObjectStorage, SendCall } from '../ports/object-storage.ts'
import { createWorld } from '../testing/create-world.ts'
import { createFakeEnvironment } from '../testing/fake-environment.ts'
import { createTestFile } from '../testing/test-files.ts'

const kB = 1024
const minute = 60_000

describe('a tab that is hidden for ten minutes', () => {
  it('sends at full speed, though its timers come once a minute', async () => {
    const shown = await sendFor10Minutes((clock) => clock)
    const hidden = await sendFor10Minutes(onceAMinute)

    expect(shown.elapsed).toBeCloseTo(10 * minute, -1)
    expect(hidden.elapsed).toBe(shown.elapsed)
    expect(hidden.sentParts).toEqual(shown.sentParts)
  })
})

async function sendFor10Minutes(
  timersOf: (clock: Clock) => Clock,
): Promise<{ readonly elapsed: number; readonly sentParts: readonly number[] }> {
  const { storage, time, visit } = createWorld({ storage: { bytesPerSecond: kB } })
  const { uploader, until } = visit({
    partSize: 10 * kB,
    partsAtOnce: 1,
    storage: reachedOverTheWire(storage, time.clock),
    environment: { ...createFakeEnvironment(time), clock: timersOf(time.clock) },
  })
  await until(uploader.add(createTestFile({ size: 600 * kB })), 'done')
  return { elapsed: time.clock.elapsed(), sentParts: storage.log.sentParts }
}

/** The timers of a hidden page wake together, at whole minutes. */
function onceAMinute(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
    sleep(milliseconds, signal) {
      const wake = Math.ceil((clock.elapsed() + milliseconds) / minute) * minute
      return clock.sleep(wake - clock.elapsed(), signal)
    },
  }
}

/** Bytes leave at the pace of the wire, whatever becomes of the timers of the page. */
function reachedOverTheWire(storage: ObjectStorage, clock: Clock): ObjectStorage {
  const onTheWire = <Call extends SendCall>(call: Call): Call => ({
    ...call,
    network: { ...call.network, clock },
  })
  return {
    ...storage,
    sendPart: (upload, part, body, call) => storage.sendPart(upload, part, body, onTheWire(call)),
  }
}
