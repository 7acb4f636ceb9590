import { describe, expect, it } from 'vitest'
import type { Checksum } from '../ports/checksum.ts'
import { createWorld, type World } from '../testing/create-world.ts'
import { createMemoryChecksum } from '../testing/memory-checksum.ts'
import { createTestFile, testBytes } from '../testing/test-files.ts'

/** As the world cuts files. */
const partSize = 1024
const size = 40 * partSize
const storedBefore = 30
const missing = Array.from({ length: 10 }, (_, index) => storedBefore + 1 + index)

interface Return {
  /** Bytes of each read for a CRC-64. */
  readonly reads: readonly number[]
  /** Parts of this visit, by number. */
  readonly sent: readonly number[]
  readonly bytes: Uint8Array | undefined
}

describe('parts of an earlier visit', () => {
  it('are read together where they lie in a row, not one by one', async () => {
    const world = createWorld()
    await leaveBehind(world)

    const { reads, sent } = await comeBack(world)

    // The samples take in all of so small a file.
    const ofRows = reads.filter((bytes) => bytes > partSize && bytes < size)
    expect(ofRows).toEqual([storedBefore * partSize])
    expect(sent).toEqual(missing)
  })

  it('are told apart once their row differs: only the damaged one is sent again', async () => {
    const world = createWorld({ storage: { hide: { crc64: true } } })
    world.storage.faults.add({ op: 'sendPart', part: 7, effect: 'damage' })
    await leaveBehind(world)

    const { sent, bytes } = await comeBack(world)

    expect(bytes).toEqual(testBytes(size))
    expect(sent).toEqual([7, ...missing])
  })

  it('are compared by MD5, each for itself, where no CRC-64 is shown at all', async () => {
    const hide = { crc64: true, listedCrc64: true }
    const world = createWorld({ storage: { hide } })
    world.storage.faults.add({ op: 'sendPart', part: 7, effect: 'damage' })
    await leaveBehind(world)

    const { sent, bytes } = await comeBack(world)

    expect(bytes).toEqual(testBytes(size))
    expect(sent).toEqual([7, ...missing])
  })
})

/** The page dies when thirty parts are stored. */
async function leaveBehind({ storage, time, visit }: World): Promise<void> {
  storage.faults.hold({ op: 'sendPart', part: storedBefore + 1 })
  const page = visit({ partsAtOnce: 1 })
  page.uploader.add(createTestFile({ size }))
  await time.until(() => storage.log.count('sendPart', storedBefore + 1) === 1)
  await page.crash()
}

/** The same file is chosen again, and arrives. */
async function comeBack({ storage, time, visit }: World): Promise<Return> {
  storage.faults.clear()
  const sentBefore = storage.log.sentParts.length
  const checksum = createMemoryChecksum(time.clock)
  const reads: number[] = []
  const counting: Checksum = {
    crc64: (body, signal) => {
      reads.push(body.size)
      return checksum.crc64(body, signal)
    },
    md5: (body, signal) => checksum.md5(body, signal),
  }
  const { uploader, until } = visit({ checksum: counting })
  const upload = uploader.add(createTestFile({ size }))
  await until(upload, 'done')
  const { key } = await upload.settled()
  return {
    reads,
    sent: storage.log.sentParts.slice(sentBefore).toSorted((a, b) => a - b),
    bytes: storage.objects.get(key)?.bytes,
  }
}
