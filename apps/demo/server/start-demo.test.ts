import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import OSS from 'ali-oss'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDemo, type Demo } from './start-demo.ts'

let folder: string
let emulator: OssEmulator
let demo: Demo

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demo-'))
  await mkdir(path.join(folder, 'web/assets'), { recursive: true })
  await writeFile(path.join(folder, 'web/index.html'), '<!doctype html><title>Page</title>')
  await writeFile(path.join(folder, 'web/assets/app-1a2b.js'), 'export {}')
  emulator = await createOssEmulator({ dataDir: path.join(folder, 'data') })
  demo = await startDemo(settingsFor(emulator), { pages: path.join(folder, 'web') })
})

afterEach(async () => {
  await demo.close()
  await emulator.close()
  await rm(folder, { recursive: true })
})

describe('the token', () => {
  it('lives as long as asked for, by the clock of STS', async () => {
    const { expiration, serverTime } = await issueToken()

    expect(Date.parse(expiration) - Date.parse(serverTime)).toBeGreaterThanOrEqual(899_000)
    expect(Date.parse(expiration) - Date.parse(serverTime)).toBeLessThanOrEqual(901_000)
  })

  it('is never cached', async () => {
    const response = await ask('POST', 'api/sts')

    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('uploads, in parts too, and reads under the prefix of its user', async () => {
    const client = clientOf(await issueToken())

    await client.put('uploads/ada/a.txt', Buffer.from('hello'))
    const { uploadId } = await client.initMultipartUpload('uploads/ada/b.txt')
    await client.abortMultipartUpload('uploads/ada/b.txt', uploadId)

    expect((await client.head('uploads/ada/a.txt')).status).toBe(200)
  })

  it.each([
    ['writes nothing of somebody else', (client: OSS) => client.put('uploads/lin/a.txt', hello)],
    ['reads nothing of somebody else', (client: OSS) => client.get('uploads/lin/a.txt')],
    ['lists nothing', (client: OSS) => client.listV2({ prefix: 'uploads/ada/' })],
    ['deletes nothing', (client: OSS) => client.delete('uploads/ada/a.txt')],
  ])('%s', async (_what, call) => {
    const client = clientOf(await issueToken())

    await expect(call(client)).rejects.toMatchObject({ code: 'AccessDenied' })
  })

  it('answers with a sentence when STS refuses', async () => {
    emulator.faults.add({ kind: 'error', operation: 'AssumeRole', status: 503 })

    const response = await ask('POST', 'api/sts')

    expect(response.status).toBe(502)
    expect(await response.json()).toEqual({ error: expect.stringContaining('STS issued no token') })
  })
})

describe('the library', () => {
  it('lists the objects of its user with the checksum that the storage keeps', async () => {
    await storeAs('uploads/ada/2026/report.pdf', checkText)
    await storeAs('uploads/lin/hers.pdf', 'other')

    const response = await ask('GET', 'api/objects')

    expect(await response.json()).toEqual({
      truncated: false,
      objects: [
        {
          key: 'uploads/ada/2026/report.pdf',
          name: 'report.pdf',
          size: 9,
          storedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          crc64: crc64OfCheckText,
        },
      ],
    })
  })

  it('is empty before the first upload', async () => {
    const response = await ask('GET', 'api/objects')

    expect(await response.json()).toEqual({ objects: [], truncated: false })
  })

  it('leads to a download under the file’s own name', async () => {
    await storeAs('uploads/ada/2026/报告 (1).pdf', 'hello')

    const key = encodeURIComponent('uploads/ada/2026/报告 (1).pdf')
    const response = await ask('GET', `api/objects/download?key=${key}`)

    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('报告')}%20%281%29.pdf`,
    )
    expect(await response.text()).toBe('hello')
  })

  it('leads to nothing of somebody else', async () => {
    await storeAs('uploads/lin/hers.pdf', 'other')

    const response = await ask('GET', 'api/objects/download?key=uploads/lin/hers.pdf')

    expect(response.status).toBe(403)
  })
})

describe('unfinished uploads', () => {
  it('are those of the user, and can be removed', async () => {
    const mine = await openAs('uploads/ada/big.bin')
    await openAs('uploads/lin/big.bin')

    const before = await (await ask('GET', 'api/uploads')).json()
    const removed = await ask('DELETE', 'api/uploads', { key: 'uploads/ada/big.bin', ...mine })
    const after = await (await ask('GET', 'api/uploads')).json()

    expect(before).toEqual({
      uploads: [{ key: 'uploads/ada/big.bin', ...mine, startedAt: expect.any(String) }],
      next: null,
    })
    expect(removed.status).toBe(204)
    expect(after).toEqual({ uploads: [], next: null })
  })

  it('are not removed for somebody else', async () => {
    const hers = await openAs('uploads/lin/big.bin')

    const response = await ask('DELETE', 'api/uploads', { key: 'uploads/lin/big.bin', ...hers })

    expect(response.status).toBe(403)
  })

  it('may be gone already', async () => {
    const gone = { key: 'uploads/ada/big.bin', uploadId: '0004B9894A22E5B1888A1E29F8236E2D' }

    expect((await ask('DELETE', 'api/uploads', gone)).status).toBe(204)
  })
})

describe('the session', () => {
  it('is of the person who signed in', async () => {
    const signedIn = await ask('POST', 'api/session', { user: 'lin' })
    const cookie = signedIn.headers.get('set-cookie') ?? ''
    const config = await fetch(`${demo.url}api/config`, { headers: { cookie } })

    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    expect(await config.json()).toMatchObject({ user: 'lin', prefix: 'uploads/lin/' })
  })

  it('knows no strangers', async () => {
    const response = await ask('POST', 'api/session', { user: '../ada' })

    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: 'Nobody here is called "../ada".' })
  })
})

describe('foreign pages', () => {
  it.each([
    ['by their origin', { origin: 'https://evil.example' }],
    ['by what the browser says of them', { 'sec-fetch-site': 'cross-site' }],
    ['by the port they come from', { origin: 'http://localhost:9' }],
  ])('are refused %s', async (_how, headers) => {
    const response = await fetch(`${demo.url}api/sts`, { method: 'POST', headers })

    expect(response.status).toBe(403)
  })
})

describe('the page', () => {
  it('comes with a policy that lets it reach its bucket, run wasm and workers, and nothing else', async () => {
    const response = await fetch(demo.url)
    const policy = response.headers.get('content-security-policy') ?? ''

    expect(await response.text()).toContain('<title>Page</title>')
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(policy).toContain("worker-src 'self'")
    expect(policy).toContain(`connect-src 'self' http://demo-bucket.localhost:${emulator.port}`)
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })

  it('keeps its hashed files for ever', async () => {
    const response = await fetch(`${demo.url}assets/app-1a2b.js`)

    expect(response.headers.get('content-type')).toContain('javascript')
    expect(response.headers.get('cache-control')).toContain('immutable')
  })
})

describe('the embedded emulator', () => {
  it('serves the same backend without any setting', async () => {
    const own = await startDemo(
      {
        port: 0,
        dataDir: path.join(folder, 'embedded'),
        partSize: 'auto',
        storage: { kind: 'emulator', tokenSeconds: 20 },
      },
      { pages: folder },
    )
    const response = await fetch(`${own.url}api/sts`, { method: 'POST' })
    const { expiration, serverTime } = await response.json()
    await own.close()

    expect(Date.parse(expiration) - Date.parse(serverTime)).toBeLessThanOrEqual(21_000)
  })
})

const hello = Buffer.from('hello')
/** Whose checksum every description of CRC-64/XZ names: 0x995DC9BBDF1939FA. */
const checkText = '123456789'
const crc64OfCheckText = '11051210869376104954'

function settingsFor({ url, region, accounts, roles, buckets }: OssEmulator) {
  const [account] = accounts
  return {
    port: 0,
    dataDir: '',
    partSize: 'auto' as const,
    storage: {
      kind: 'oss',
      settings: {
        region,
        bucket: buckets[0] ?? '',
        endpoint: url,
        stsEndpoint: url,
        accessKeyId: account?.accessKeyId ?? '',
        accessKeySecret: account?.accessKeySecret ?? '',
        roleArn: roles[0]?.arn ?? '',
        tokenSeconds: 900,
      },
    },
  } as const
}

function ask(method: string, path: string, body?: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${demo.url}${path}`, {
    method,
    ...(body && { headers, body: JSON.stringify(body) }),
  })
}

type Token = Record<
  'accessKeyId' | 'accessKeySecret' | 'securityToken' | 'expiration' | 'serverTime',
  string
>

async function issueToken(): Promise<Token> {
  return (await ask('POST', 'api/sts')).json()
}

function clientOf({ accessKeyId, accessKeySecret, securityToken }: Token): OSS {
  const keys = { accessKeyId, accessKeySecret, stsToken: securityToken }
  // Never called before the token is five minutes old; without it ali-oss complains on the console.
  return createClient({ ...keys, refreshSTSToken: () => Promise.resolve(keys) })
}

/** With the rights of the account. */
async function storeAs(key: string, text: string): Promise<void> {
  await ownClient().put(key, Buffer.from(text))
}

async function openAs(key: string): Promise<{ readonly uploadId: string }> {
  const { uploadId } = await ownClient().initMultipartUpload(key)
  return { uploadId }
}

function ownClient(): OSS {
  const [account] = emulator.accounts
  return createClient({
    accessKeyId: account?.accessKeyId ?? '',
    accessKeySecret: account?.accessKeySecret ?? '',
  })
}

function createClient(
  keys: Partial<OSS.Options> & Pick<OSS.Options, 'accessKeyId' | 'accessKeySecret'>,
): OSS {
  const options: OSS.Options & { readonly sldEnable: boolean } = {
    ...keys,
    region: `oss-${emulator.region}`,
    bucket: emulator.buckets[0] ?? '',
    endpoint: emulator.url,
    sldEnable: true,
    authorizationV4: true,
  }
  return new OSS(options)
}
