import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OSS from 'ali-oss'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createOssEmulator, type OssEmulator, type OssEmulatorOptions } from './index.ts'
import { createTestClient, type TestClient } from './testing/test-client.ts'
import { completeXml, initiate, sendPart } from './testing/upload-in-parts.ts'

const partSize = 100 * 1024
const cleanups: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).toReversed()) await cleanUp()
})

describe('createOssEmulator', () => {
  it.each([
    { options: { host: '0.0.0.0' }, sentence: 'listens on this machine only' },
    { options: { host: '192.168.1.2' }, sentence: 'listens on this machine only' },
    { options: { port: 70_000 }, sentence: 'not one from 0 to 65535' },
    { options: { buckets: ['No'] }, sentence: '"No" is no bucket name' },
    { options: { region: 'oss-cn-hangzhou' }, sentence: 'is no region id' },
    { options: { minimumTokenSeconds: 0 }, sentence: 'shortest life of a token' },
    {
      options: { roles: [{ arn: 'acs:ram::1:role/x', policy: 'everything' }] },
      sentence: 'A role is not valid',
    },
    {
      options: { corsRules: [{ allowedOrigins: ['*'], allowedMethods: [] }] },
      sentence: 'A CORS rule is not valid',
    },
  ] satisfies { options: OssEmulatorOptions; sentence: string }[])(
    'refuses $options with a sentence',
    async ({ options, sentence }) => {
      await expect(createOssEmulator(options)).rejects.toThrow(sentence)
    },
  )

  it('listens on the loopback address only', async () => {
    const { emulator } = await setUp()

    expect(new URL(emulator.url).hostname).toBe('localhost')
    expect((await fetch(`http://127.0.0.1:${emulator.port}/-/emulator`)).status).toBe(200)
  })

  it('takes the accounts, roles, buckets and CORS rules that it is given', async () => {
    const { emulator, client } = await setUp({
      accounts: [{ accessKeyId: 'mine', accessKeySecret: 'secret' }],
      buckets: ['mine'],
      corsRules: [{ allowedOrigins: ['https://mine.example.com'], allowedMethods: ['PUT'] }],
    })
    const headers = { origin: 'https://mine.example.com' }
    const answer = await client.send({ method: 'PUT', key: 'x', body: 'x', headers })

    expect(emulator.buckets).toEqual(['mine'])
    expect(answer.status).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBe('https://mine.example.com')
  })

  it('leaves nothing behind when closed', async () => {
    const temporary = await useOwnTemporaryDirectory()
    const { client, close } = await setUp()
    await client.send({ method: 'PUT', key: 'x', body: 'x' })
    expect(await readdir(temporary)).toHaveLength(1)
    await close()

    expect(await readdir(temporary)).toEqual([])
  })

  it('leaves nothing behind when its port is taken', async () => {
    const { emulator } = await setUp()
    const temporary = await useOwnTemporaryDirectory()

    await expect(createOssEmulator({ port: emulator.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
    expect(await readdir(temporary)).toEqual([])
  })

  it('closes while an upload is on its way', async () => {
    const { emulator, client } = await setUp()
    emulator.faults.add({ kind: 'stall' })
    const upload = client.send({ method: 'PUT', key: 'x', body: 'x' }).catch(() => 'cut')
    await expect.poll(() => emulator.requests.list()[0]?.bytesReceived).toBe(1)
    await emulator.close()

    expect(await upload).toBe('cut')
  })
})

describe('a data directory', () => {
  it('keeps objects, uploads, parts, CORS rules and tokens between two runs', async () => {
    const dataDir = await createDirectory()
    const first = await setUp({ dataDir })
    const key = '../hostile key/漢'
    const bodies = [randomBytes(partSize), randomBytes(5)] as const
    await first.client.send({ method: 'PUT', key: 'object', body: 'kept' })
    await first.client.send({ method: 'DELETE', query: { cors: '' } })
    const uploadId = await initiate(first.client, key, { 'content-type': 'video/mp4' })
    const one = await sendPart(first.client, { key, uploadId, number: 1, body: bodies[0] })
    await sendPart(first.client, { key, uploadId, number: 2, body: 'replaced later' })
    const { credentials } = await assumeRole(first.emulator)
    await first.close()

    const second = await setUp({ dataDir })
    const client = second.client.as({
      accessKeyId: credentials.AccessKeyId,
      accessKeySecret: credentials.AccessKeySecret,
      securityToken: credentials.SecurityToken,
    })
    const two = await sendPart(client, { key, uploadId, number: 2, body: bodies[1] })
    const body = completeXml([
      [1, one],
      [2, two],
    ])
    await client.send({ method: 'POST', key, query: { uploadId }, body })
    const got = await client.send({ key })

    expect((await client.send({ key: 'object' })).text).toBe('kept')
    expect(got.body.equals(Buffer.concat(bodies))).toBe(true)
    expect(got.headers['content-type']).toBe('video/mp4')
    expect((await client.send({ query: { cors: '' } })).status).toBe(404)
  })

  it('keeps an object of several parts, whether or not somebody has read it', async () => {
    const dataDir = await createDirectory()
    const first = await setUp({ dataDir })
    const bodies = [randomBytes(partSize), randomBytes(5)]
    const isWhole = async ({ client }: typeof first, key: string): Promise<boolean> =>
      (await client.send({ key })).body.equals(Buffer.concat(bodies))
    for (const key of ['read', 'unread', 'replaced']) {
      const uploadId = await initiate(first.client, key)
      const parts: [number, string][] = []
      for (const [index, body] of bodies.entries())
        parts.push([
          index + 1,
          await sendPart(first.client, { key, uploadId, number: index + 1, body }),
        ])
      const body = completeXml(parts)
      await first.client.send({ method: 'POST', key, query: { uploadId }, body })
    }
    expect(await isWhole(first, 'read')).toBe(true)
    await first.client.send({ method: 'PUT', key: 'replaced', body: 'new' })
    await first.close()

    const second = await setUp({ dataDir })
    expect(await isWhole(second, 'read')).toBe(true)
    expect(await isWhole(second, 'unread')).toBe(true)
    expect((await second.client.send({ key: 'replaced' })).text).toBe('new')
    const objects = join(dataDir, 'buckets', 'demo-bucket', 'objects')
    expect(await readdir(objects)).toHaveLength(3)
  })

  it('is used by one emulator at a time, and is free again after a crash', async () => {
    const dataDir = await createDirectory()
    await writeFile(join(dataDir, 'emulator.pid'), '999999999')
    const first = await setUp({ dataDir })

    await expect(createOssEmulator({ dataDir })).rejects.toThrow(`in use by process ${process.pid}`)
    await first.close()
    await setUp({ dataDir })
  })

  it('forgets what was on its way when it ended', async () => {
    const dataDir = await createDirectory()
    const first = await setUp({ dataDir })
    await first.client.send({ method: 'PUT', key: 'object', body: 'kept' })
    await first.close()
    const objects = join(dataDir, 'buckets', 'demo-bucket', 'objects')
    await writeFile(join(dataDir, 'incoming', 'half'), 'half a part')
    await writeFile(join(objects, 'nobody.bytes'), 'renamed, but never named')

    const second = await setUp({ dataDir })
    expect((await second.client.send({ key: 'object' })).text).toBe('kept')
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([])
    expect(await readdir(objects)).toHaveLength(1)
  })

  it('holds one file for each part, however often it was sent', async () => {
    const dataDir = await createDirectory()
    const { client } = await setUp({ dataDir })
    const key = 'again'
    const uploadId = await initiate(client, key)
    for (const body of ['a', 'b', 'b', 'c']) {
      await sendPart(client, { key, uploadId, number: 1, body })
    }

    const folder = join(dataDir, 'buckets', 'demo-bucket', 'uploads', uploadId)
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toHaveLength(1)
  })
})

describe('the request log', () => {
  it('says what was asked, by whom, and what came of it', async () => {
    const { emulator, client } = await setUp()
    const key = 'logged'
    const uploadId = await initiate(client, key)
    await sendPart(client, { key, uploadId, number: 3, body: 'hello world' })
    const [, part] = emulator.requests.list()

    expect(part).toMatchObject({
      method: 'PUT',
      operation: 'UploadPart',
      bucket: 'demo-bucket',
      key,
      query: { partNumber: '3', uploadId },
      uploadId,
      partNumber: 3,
      accessKeyId: 'emulator-access-key-id',
      outcome: 'answered',
      status: 200,
      code: null,
      bytesReceived: 11,
      storedPart: { number: 3, size: 11, etag: '5EB63BBBE01EEED093CB22BB8F5ACDC3' },
    })
    expect(part?.requestId).toMatch(/^[0-9A-F]{24}$/u)
    expect(part?.endedAt).toBeGreaterThanOrEqual(part?.startedAt ?? Number.NaN)
  })

  it('names the error', async () => {
    const { emulator, client } = await setUp()
    await client.send({ key: 'missing' })

    expect(emulator.requests.list()).toMatchObject([
      { status: 404, code: 'NoSuchKey', ec: '0026-00000001', storedPart: null },
    ])
  })

  it('is empty after it was cleared', async () => {
    const { emulator, client } = await setUp()
    await client.send({ key: 'missing' })
    emulator.requests.clear()

    expect(emulator.requests.list()).toEqual([])
  })
})

describe('memory', () => {
  it('does not grow with what is uploaded', { timeout: 60_000 }, async () => {
    const { client } = await setUp()
    const key = 'large'
    const uploadId = await initiate(client, key)
    const part = Buffer.alloc(10_000_000)
    const send = (number: number) => sendPart(client, { key, uploadId, number, body: part })
    await send(1)
    const before = process.memoryUsage().rss
    const etags: [number, string][] = []
    let highest = before
    for (let number = 1; number <= 20; number += 1) {
      etags.push([number, await send(number)])
      highest = Math.max(highest, process.memoryUsage().rss)
    }
    const body = completeXml(etags)
    const answer = await client.send({ method: 'POST', key, query: { uploadId }, body })
    highest = Math.max(highest, process.memoryUsage().rss)

    expect(answer.status).toBe(200)
    expect((await client.send({ method: 'HEAD', key })).headers['content-length']).toBe('200000000')
    expect(highest - before).toBeLessThan(80_000_000)
  })
})

interface SetUp {
  readonly emulator: OssEmulator
  readonly client: TestClient
  readonly close: () => Promise<void>
}

async function setUp(options: OssEmulatorOptions = {}): Promise<SetUp> {
  const emulator = await createOssEmulator(options)
  const client = createTestClient(emulator)
  const close = async (): Promise<void> => {
    client.close()
    await emulator.close()
  }
  cleanups.push(close)
  return { emulator, client, close }
}

async function createDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'emulator-test-'))
  cleanups.push(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** Makes new temporary directories appear where nobody else makes any. */
async function useOwnTemporaryDirectory(): Promise<string> {
  const directory = await createDirectory()
  vi.stubEnv('TMPDIR', directory)
  cleanups.push(() => {
    vi.unstubAllEnvs()
  })
  return directory
}

function assumeRole({ accounts, roles, url }: OssEmulator) {
  const [account = { accessKeyId: '', accessKeySecret: '' }] = accounts
  const { accessKeyId, accessKeySecret } = account
  // The client takes an endpoint, of which its types know nothing.
  const options = { accessKeyId, accessKeySecret, endpoint: url }
  return new OSS.STS(options).assumeRole(roles[0]?.arn ?? '', undefined, 900, 'u-42')
}
