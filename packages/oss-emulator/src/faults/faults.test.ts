import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDigester } from '../checksum/digest.ts'
import { createOssEmulator, type Fault, type LoggedRequest, type OssEmulator } from '../index.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'
import { completeXml, initiate, sendPart } from '../testing/upload-in-parts.ts'

const origin = 'https://app.example.com'
const partSize = 100 * 1024

let emulator: OssEmulator
let client: TestClient

beforeEach(async () => {
  emulator = await createOssEmulator()
  client = createTestClient(emulator)
})

afterEach(async () => {
  client.close()
  await emulator.close()
})

describe('latency', () => {
  it('holds the answer back', async () => {
    emulator.faults.add({ kind: 'latency', delayMs: 150 })

    expect(await durationOf(client.send({ key: 'x' }))).toBeGreaterThanOrEqual(145)
  })
})

describe('bandwidth', () => {
  it('limits all uploads together', async () => {
    emulator.faults.add({ kind: 'bandwidth', bytesPerSecond: 4_000_000 })
    const uploads = [1, 2, 3, 4].map((n) => put(`limited-${n}`, Buffer.alloc(500_000)))

    expect(await durationOf(Promise.all(uploads))).toBeGreaterThan(450)
  })

  it('limits each connection by itself', async () => {
    emulator.faults.add({ kind: 'bandwidth', bytesPerSecond: 500_000, per: 'connection' })
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8]
    const uploads = numbers.map((n) => put(`limited-${n}`, Buffer.alloc(250_000)))

    const ms = await durationOf(Promise.all(uploads))
    expect(ms).toBeGreaterThan(450)
    // One limit for all of them would take four seconds.
    expect(ms).toBeLessThan(3500)
  })

  it('holds the sender back instead of buffering', async () => {
    emulator.faults.add({ kind: 'bandwidth', bytesPerSecond: 100_000 })
    let taken = 0
    const body = (async function* () {
      for (let n = 0; n < 1000; n += 1) {
        taken += 100_000
        yield Buffer.alloc(100_000)
      }
    })()
    const upload = client.send({ method: 'PUT', key: 'slow', body }).catch(() => null)
    await expect.poll(() => latest().bytesReceived, { timeout: 5000 }).toBeGreaterThan(100_000)

    expect(taken).toBeLessThan(20_000_000)
    client.close()
    await upload
  })

  it('ends in the middle of an upload when removed', async () => {
    const id = emulator.faults.add({ kind: 'bandwidth', bytesPerSecond: 1000 })
    const upload = put('released', Buffer.alloc(1_000_000))
    await expect.poll(() => latest().bytesReceived).toBeGreaterThan(0)
    emulator.faults.remove(id)

    expect((await upload).status).toBe(200)
  })
})

describe('drop-before', () => {
  it('drops the connection and stores nothing', async () => {
    emulator.faults.add({ kind: 'drop-before', operation: 'PutObject' })

    await expect(put('dropped', 'x')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await exists('dropped')).toBe(false)
    expect(latest({ operation: 'PutObject' }).outcome).toBe('dropped')
  })

  it('drops it in the middle of the body', async () => {
    emulator.faults.add({ kind: 'drop-before', afterBytes: 200_000 })

    await expect(put('dropped', Buffer.alloc(1_000_000))).rejects.toMatchObject({
      code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/u),
    })
    emulator.faults.clear()
    expect(latest().bytesReceived).toBeGreaterThanOrEqual(200_000)
    expect(await exists('dropped')).toBe(false)
  })
})

describe('drop-after', () => {
  it('drops the connection when everything is stored', async () => {
    emulator.faults.add({ kind: 'drop-after', operation: 'PutObject' })

    await expect(put('stored', 'x')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await exists('stored')).toBe(true)
    expect(latest({ operation: 'PutObject' })).toMatchObject({ outcome: 'dropped', status: 200 })
  })

  it('loses the answer of a Complete that made the object', async () => {
    const key = 'completed'
    const uploadId = await initiate(client, key)
    const etag = await sendPart(client, { key, uploadId, number: 1, body: 'whole' })
    emulator.faults.add({ kind: 'drop-after', operation: 'CompleteMultipartUpload', times: 1 })
    const complete = { method: 'POST', key, query: { uploadId }, body: completeXml([[1, etag]]) }

    await expect(client.send(complete)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect((await client.send(complete)).headers['x-oss-ec']).toBe('0042-00000203')
    expect((await client.send({ key })).text).toBe('whole')
  })
})

describe('answer-lost', () => {
  it('leaves the client waiting on an open connection, although everything is stored', async () => {
    emulator.faults.add({ kind: 'answer-lost', operation: 'PutObject' })
    const waiting = failureOf(put('silent', 'x'))
    await expect.poll(() => latest({ operation: 'PutObject' }).outcome).toBe('dropped')

    expect(await exists('silent')).toBe(true)
    client.close()
    expect(await waiting).toBe('ECONNRESET')
  })
})

describe('error', () => {
  it('answers 503 with Retry-After and lets a page read it', async () => {
    emulator.faults.add({ kind: 'error', retryAfterSeconds: 7 })
    const answer = await client.send({ key: 'x', headers: { origin } })

    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBe('7')
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.headers['access-control-expose-headers']).toContain('Retry-After')
    expect(answer.xml('Error').text('Code')).toBe('ServiceUnavailable')
  })

  it('answers without CORS headers when told so', async () => {
    emulator.faults.add({ kind: 'error', cors: false })
    const answer = await client.send({ key: 'x', headers: { origin } })

    expect(answer.status).toBe(503)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('answers any status and code, and stores nothing', async () => {
    emulator.faults.add({ kind: 'error', status: 500, operation: 'PutObject' })
    emulator.faults.add({
      kind: 'error',
      status: 503,
      code: 'UploadTrafficRateLimitExceeded',
      qosDelayMs: 250,
      operation: 'HeadObject',
      times: 1,
    })

    expect((await put('failed', 'x')).xml('Error').text('Code')).toBe('InternalError')
    const head = await client.send({ method: 'HEAD', key: 'failed' })
    expect(head.headers['x-oss-qos-delay-time']).toBe('250')
    expect(Buffer.from(String(head.headers['x-oss-err']), 'base64').toString()).toContain(
      'UploadTrafficRateLimitExceeded',
    )
    expect(await exists('failed')).toBe(false)
  })

  it('goes away after its time', async () => {
    emulator.faults.add({ kind: 'error', durationMs: 200 })

    expect((await put('later', 'x')).status).toBe(503)
    await expect.poll(async () => (await put('later', 'x')).status).toBe(200)
  })
})

describe('crc-missing', () => {
  it('hides the CRC-64 in the headers', async () => {
    emulator.faults.add({ kind: 'crc-missing' })

    expect((await put('bare', 'x')).headers['x-oss-hash-crc64ecma']).toBeUndefined()
    expect((await client.send({ key: 'bare' })).headers['x-oss-hash-crc64ecma']).toBeUndefined()
  })

  it('hides it in ListParts', async () => {
    const key = 'listed'
    const uploadId = await initiate(client, key)
    await sendPart(client, { key, uploadId, number: 1, body: 'x' })
    emulator.faults.add({ kind: 'crc-missing', from: 'list-parts' })
    const answer = await client.send({ key, query: { uploadId } })

    const [part] = answer.xml('ListPartsResult').children('Part')
    expect(part?.text('ETag')).toBe('"9DD4E461268C8034F5C8564E155C67A6"')
    expect(part?.text('HashCrc64ecma')).toBeNull()
  })
})

describe('stall', () => {
  it('stops reading until it is removed', async () => {
    const id = emulator.faults.add({ kind: 'stall', afterBytes: 100_000 })
    const upload = put('stalled', Buffer.alloc(30_000_000))
    await expect.poll(() => latest().bytesReceived).toBeGreaterThanOrEqual(100_000)
    expect(latest().bytesReceived).toBeLessThan(1_000_000)
    emulator.faults.remove(id)

    expect((await upload).status).toBe(200)
  })

  it('stops for a time', async () => {
    emulator.faults.add({ kind: 'stall', stallMs: 150 })

    expect(await durationOf(put('stalled', 'x'))).toBeGreaterThanOrEqual(145)
  })

  it('lets go of a client that gives up', async () => {
    emulator.faults.add({ kind: 'stall' })
    const upload = put('stalled', 'x').catch(() => 'given up')
    await expect.poll(() => latest().bytesReceived).toBe(1)
    client.close()

    expect(await upload).toBe('given up')
    await expect.poll(() => latest().outcome).toBe('gone')
  })
})

describe('clock-skew', () => {
  it('makes a right clock wrong, and tells the time that it wants', async () => {
    emulator.faults.add({ kind: 'clock-skew', skewMs: -3_600_000 })
    const answer = await put('skewed', 'x')

    const error = answer.xml('Error')
    const serverTime = Date.parse(error.text('ServerTime') ?? '')
    expect(error.text('Code')).toBe('RequestTimeTooSkewed')
    expect(Math.abs(serverTime - (Date.now() - 3_600_000))).toBeLessThan(10_000)
    expect(Math.abs(Date.parse(answer.headers.date ?? '') - serverTime)).toBeLessThan(2000)
  })
})

describe('cors-missing', () => {
  it('hides one header', async () => {
    emulator.faults.add({ kind: 'cors-missing', header: 'etag' })
    const { headers } = await client.send({ key: 'x', headers: { origin } })

    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['access-control-expose-headers']).not.toContain('ETag')
    expect(headers['access-control-expose-headers']).toContain('x-oss-request-id')
  })

  it('hides all of CORS, preflights included', async () => {
    emulator.faults.add({ kind: 'cors-missing' })
    const actual = await client.send({ key: 'x', headers: { origin } })
    const preflight = await client.send({
      method: 'OPTIONS',
      key: 'x',
      headers: { origin, 'access-control-request-method': 'PUT' },
    })

    expect(actual.headers['access-control-allow-origin']).toBeUndefined()
    expect(preflight.status).toBe(403)
  })
})

describe('part-damaged', () => {
  it('stores other bytes, and reports what it stored', async () => {
    const key = 'damaged'
    const body = randomBytes(partSize)
    const uploadId = await initiate(client, key)
    emulator.faults.add({ kind: 'part-damaged', partNumber: 1, offset: 77, times: 1 })
    const query = { partNumber: '1', uploadId }
    const answer = await client.send({ method: 'PUT', key, query, body })
    const xml = completeXml([[1, answer.headers.etag ?? '']])
    await client.send({ method: 'POST', key, query: { uploadId }, body: xml })
    const stored = (await client.send({ key })).body

    expect(answer.headers['x-oss-hash-crc64ecma']).toBe(await crc64Of(stored))
    expect(differencesOf(stored, body)).toEqual([77])
  })
})

describe('object-damaged', () => {
  it('makes an object of other bytes, and reports their CRC-64', async () => {
    const key = 'spoiled'
    const bodies = [randomBytes(partSize), randomBytes(1000)] as const
    const uploadId = await initiate(client, key)
    const first = await sendPart(client, { key, uploadId, number: 1, body: bodies[0] })
    const second = await sendPart(client, { key, uploadId, number: 2, body: bodies[1] })
    emulator.faults.add({ kind: 'object-damaged', offset: partSize + 5 })
    const xml = completeXml([
      [1, first],
      [2, second],
    ])
    const answer = await client.send({ method: 'POST', key, query: { uploadId }, body: xml })
    const stored = (await client.send({ key })).body

    expect(answer.status).toBe(200)
    expect(answer.headers['x-oss-hash-crc64ecma']).toBe(await crc64Of(stored))
    expect(differencesOf(stored, Buffer.concat(bodies))).toEqual([partSize + 5])
  })
})

describe('object-damaged, without parts', () => {
  it('stores other bytes than were sent, and reports what it stored', async () => {
    const body = randomBytes(1000)
    emulator.faults.add({ kind: 'object-damaged', offset: 7 })
    const answer = await put('whole', body)
    const stored = (await client.send({ key: 'whole' })).body

    expect(answer.headers['x-oss-hash-crc64ecma']).toBe(await crc64Of(stored))
    expect(differencesOf(stored, body)).toEqual([7])
  })
})

describe('upload-forgotten', () => {
  it('makes an upload unknown for good', async () => {
    const key = 'forgotten'
    const uploadId = await initiate(client, key)
    await sendPart(client, { key, uploadId, number: 1, body: 'x' })
    emulator.faults.add({ kind: 'upload-forgotten', operation: 'UploadPart', times: 1 })
    const query = { partNumber: '2', uploadId }
    const answer = await client.send({ method: 'PUT', key, query, body: 'y' })
    const list = await client.send({ key, query: { uploadId } })

    expect(answer.headers['x-oss-ec']).toBe('0042-00000104')
    expect(list.xml('Error').text('Code')).toBe('NoSuchUpload')
  })
})

describe('network-cut', () => {
  it('resets what runs, refuses what comes, and ends by itself', async () => {
    emulator.faults.add({ kind: 'stall' })
    const running = failureOf(put('cut', 'x'))
    await expect.poll(() => latest().bytesReceived).toBe(1)
    emulator.faults.clear()
    emulator.faults.add({ kind: 'network-cut', durationMs: 300 })

    expect(await running).toBe('ECONNRESET')
    await expect(put('cut', 'x')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await isReset(emulator.port)).toBe(true)
    await expect.poll(async () => (await put('cut', 'x').catch(() => null))?.status).toBe(200)
  })
})

describe('a fault', () => {
  it('is named in the log by the requests that it met', async () => {
    const id = emulator.faults.add({ kind: 'latency', delayMs: 1, operation: 'PutObject' })
    await put('logged', 'x')
    await exists('logged')

    expect(emulator.requests.list().map(({ faults }) => faults)).toEqual([[id], []])
  })

  it('may be given at start', async () => {
    const fault: Fault = { kind: 'error', status: 500 }
    const failing = await createOssEmulator({ faults: [fault] })
    const itsClient = createTestClient(failing)

    expect((await itsClient.send({ key: 'x' })).status).toBe(500)
    itsClient.close()
    await failing.close()
  })
})

function put(key: string, body: string | Uint8Array) {
  return client.send({ method: 'PUT', key, body })
}

/** The code by which a request failed on the network. */
async function failureOf(request: Promise<unknown>): Promise<unknown> {
  const failed = await request.then(() => null).catch((error: unknown) => error)
  return failed instanceof Error && 'code' in failed ? failed.code : failed
}

async function exists(key: string): Promise<boolean> {
  return (await client.send({ method: 'HEAD', key })).status === 200
}

function latest(like: Partial<LoggedRequest> = {}): Partial<LoggedRequest> {
  const fits = (request: LoggedRequest): boolean =>
    like.operation === undefined || request.operation === like.operation
  return emulator.requests.list().findLast(fits) ?? {}
}

async function durationOf(work: Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work
  return performance.now() - start
}

async function crc64Of(bytes: Uint8Array): Promise<string> {
  const digester = await createDigester()
  digester.update(bytes)
  return digester.finish().crc64
}

function differencesOf(a: Uint8Array, b: Uint8Array): number[] {
  expect(a.length).toBe(b.length)
  return [...a.keys()].filter((index) => a[index] !== b[index])
}

function isReset(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => resolve(true))
    socket.on('end', () => resolve(true))
    socket.on('connect', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'))
    socket.on('data', () => resolve(false))
  })
}
