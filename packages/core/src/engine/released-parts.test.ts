import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { ObjectStorage } from '../ports/object-storage.ts'
import { createWorld } from '../testing/create-world.ts'
import { createTestFile } from '../testing/test-files.ts'

const partsAtOnce = 6

describe('a file of 1,000 parts', () => {
  it('holds only the bytes of the parts in flight, long before its run ends', async () => {
    const { storage, time, visit } = createWorld()
    const gate = storage.faults.hold({ op: 'sendPart', skip: 990, times: 10 })
    const { watched, countAlive } = watchBodies(storage)
    const { uploader, until } = visit({
      storage: watched,
      partSize: 4,
      simpleUploadLimit: 0,
      partsAtOnce,
    })
    const upload = uploader.add(createTestFile({ size: 4 * 1_000 }))
    await time.until(() => upload.getSnapshot().storedParts === 990)

    expect(await countAlive()).toEqual({ bodies: partsAtOnce, signals: partsAtOnce })

    gate.open()
    await until(upload, 'done')
    expect(await countAlive()).toEqual({ bodies: 0, signals: 0 })
  })
})

/** A storage that is known to hold nothing itself, and how much of what it was given still lives. */
function watchBodies(storage: ObjectStorage): {
  readonly watched: ObjectStorage
  readonly countAlive: () => Promise<{ readonly bodies: number; readonly signals: number }>
} {
  const bodies: WeakRef<Blob>[] = []
  const signals: WeakRef<AbortSignal>[] = []
  const watched: ObjectStorage = {
    ...storage,
    sendPart(upload, part, body, call) {
      bodies.push(new WeakRef(body))
      signals.push(new WeakRef(call.signal))
      return storage.sendPart(upload, part, body, call)
    },
  }
  const count = (things: readonly WeakRef<object>[]): number =>
    things.filter((thing) => thing.deref() !== undefined).length

  return {
    watched,
    async countAlive() {
      // Whatever this task has touched lives until it ends.
      await new Promise((resolve) => setImmediate(resolve))
      collectGarbage()
      return { bodies: count(bodies), signals: count(signals) }
    },
  }
}

setFlagsFromString('--expose-gc')
// A context that is made after the flag has the function; this one is older.
const collectGarbage: () => void = runInNewContext('gc')
