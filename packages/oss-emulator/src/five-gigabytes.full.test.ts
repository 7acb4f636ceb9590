import { randomBytes } from 'node:crypto'
import { createCRC64 } from 'hash-wasm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOssEmulator, type OssEmulator } from './index.ts'
import { createTestClient, type TestClient } from './testing/test-client.ts'
import { completeXml, initiate, sendPart } from './testing/upload-in-parts.ts'

const partSize = 64 * 1024 * 1024
const partCount = 80
const allowedGrowth = 150_000_000

let emulator: OssEmulator
let client: TestClient

beforeAll(async () => {
  emulator = await createOssEmulator()
  client = createTestClient(emulator)
})

afterAll(async () => {
  client.close()
  await emulator.close()
})

describe('an upload of 5 GiB in parts', () => {
  it('arrives whole, in the memory of a small one', { timeout: 900_000 }, async () => {
    const key = 'five-gigabytes'
    const content = randomBytes(partSize)
    const crc64 = await createCRC64()
    const uploadId = await initiate(client, key)
    const etags: [number, string][] = []
    const memory = watchMemory()
    for (let number = 1; number <= partCount; number += 1) {
      content.writeUInt32BE(number)
      crc64.update(content)
      etags.push([number, await sendPart(client, { key, uploadId, number, body: content })])
    }
    const body = completeXml(etags)
    const completed = await client.send({ method: 'POST', key, query: { uploadId }, body })
    const growth = memory.stop()
    const head = await client.send({ method: 'HEAD', key })
    const lastPart = (partCount - 1) * partSize
    const range = `bytes=${lastPart}-${lastPart + 3}`
    const middle = await client.send({ key, headers: { range } })

    expect(completed.status).toBe(200)
    expect(completed.headers['x-oss-hash-crc64ecma']).toBe(
      BigInt(`0x${crc64.digest('hex')}`).toString(),
    )
    expect(head.headers['content-length']).toBe(String(partCount * partSize))
    expect(middle.body.readUInt32BE()).toBe(partCount)
    expect(growth).toBeLessThan(allowedGrowth)
  })
})

/** Watches the memory of this process; `stop` gives how many bytes it grew by at most. */
function watchMemory(): { stop: () => number } {
  const before = process.memoryUsage().rss
  let highest = before
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss)
  }, 50)
  return {
    stop() {
      clearInterval(timer)
      return highest - before
    },
  }
}
