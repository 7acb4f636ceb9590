import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import OSS from 'ali-oss'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDemo, type Demo } from './start-demo.ts'

let folder: string
let emulator: OssEmulator
let demo: Demo
/** The cookies of a browser. */
const jar = new Map<string, string>()

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demo-'))
  await mkdir(path.join(folder, 'web/assets'), { recursive: true })
  await writeFile(
    path.join(folder, 'web/index.html'),
    '<!doctype html><title>Page</title><meta nonce="CSP_NONCE">',
  )
  await writeFile(path.join(folder, 'web/assets/app-1a2b.js'), 'export {}')
  emulator = await createOssEmulator({ dataDir: path.join(folder, 'data') })
  demo = await startDemo(settingsFor(emulator), { pages: path.join(folder, 'web') })
  jar.clear()
  await signIn('ada')
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

    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({
      error: 'STS does not answer. Ask again in a moment.',
    })
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
    const redirect = await ask('GET', `api/objects?key=${key}`)
    const response = await fetch(redirect.headers.get('location') ?? '')

    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('报告')}%20%281%29.pdf`,
    )
    expect(await response.text()).toBe('hello')
  })

  it('leads to nothing of somebody else', async () => {
    await storeAs('uploads/lin/hers.pdf', 'other')

    const response = await ask('GET', 'api/objects?key=uploads/lin/hers.pdf')

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
  it('keeps its tokens where no script reads them, and other pages cannot send them', async () => {
    const response = await signIn('lin')
    const cookies = response.headers.getSetCookie()
    const attributesOf = (name: string) => cookies.find((each) => each.startsWith(`${name}=`))

    expect(attributesOf('access')).toMatch(/HttpOnly.*SameSite=Strict/)
    expect(attributesOf('access')).toContain('Max-Age=900')
    expect(attributesOf('refresh')).toMatch(/Path=\/api\/session;.*HttpOnly.*SameSite=Strict/)
    expect(attributesOf('refresh')).toContain('Max-Age=604800')
    expect(attributesOf('device')).toContain('HttpOnly')
    expect(attributesOf('csrf')).not.toContain('HttpOnly')
    expect(await (await ask('GET', 'api/config')).json()).toMatchObject({
      user: 'lin',
      prefix: 'uploads/lin/',
    })
  })

  it.each([
    ['a stranger', { user: '../ada', password: 'demo' }, 401],
    ['a wrong password', { user: 'ada', password: 'Demo' }, 401],
    ['nobody', {}, 400],
  ])('is not for %s', async (_who, body, status) => {
    jar.clear()

    expect((await ask('POST', 'api/session', body)).status).toBe(status)
    expect(jar.size).toBe(0)
  })

  it('limits how often a password can be guessed', async () => {
    const guesses = Array.from({ length: 12 }, (_, n) => ({ user: 'ada', password: `guess ${n}` }))
    const statuses = []
    for (const guess of guesses) statuses.push((await ask('POST', 'api/session', guess)).status)

    expect(statuses).toContain(429)
  })

  it('is renewed by its refresh token, once for each', async () => {
    const stolen = jar.get('refresh') ?? ''
    const renewed = await ask('POST', 'api/session/refresh')
    const next = jar.get('refresh')

    expect(renewed.status).toBe(200)
    expect(next).not.toBe(stolen)
    expect((await ask('POST', 'api/sts')).status).toBe(200)
  })

  it('limits how often it can be renewed', async () => {
    const statuses = []
    for (let n = 0; n < 25; n += 1) statuses.push((await ask('POST', 'api/session/refresh')).status)

    expect(statuses[0]).toBe(200)
    expect(statuses.at(-1)).toBe(429)
  })

  it('ends with the sign-out, for copies of its tokens too', async () => {
    const copies = new Map(jar)
    expect((await ask('DELETE', 'api/session')).status).toBe(204)
    for (const [name, value] of copies) jar.set(name, value)

    expect((await ask('POST', 'api/sts')).status).toBe(401)
    expect((await ask('POST', 'api/session/refresh')).status).toBe(401)
  })

  it('is needed for whatever a page asks', async () => {
    jar.clear()
    expect(await (await ask('GET', 'api/config')).json()).toBeNull()
    const paths = ['sts', 'sign', 'objects', 'uploads', 'callbacks']
    const answers = await Promise.all(
      paths.map((path) => ask(['sts', 'sign'].includes(path) ? 'POST' : 'GET', `api/${path}`)),
    )

    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 401))
  })

  it('is not enough without the secret that only our page can read', async () => {
    jar.set('csrf', 'guessed')
    const response = await ask('POST', 'api/sts')

    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'csrf' })
  })
})

describe('the record', () => {
  it('has a line for each token, with its user and its request', async () => {
    const response = await ask('POST', 'api/sts')
    const lines = (await readFile(path.join(folder, 'audit.jsonl'), 'utf8')).trim().split('\n')
    const [record] = lines.map((line) => JSON.parse(line))

    expect(record).toMatchObject({
      action: 'token',
      outcome: 'granted',
      user: 'ada',
      prefix: 'uploads/ada/',
      requestId: response.headers.get('x-request-id'),
    })
  })
})

describe('operations', () => {
  it('live, are ready while OSS is, and say how it went', async () => {
    await ask('POST', 'api/sts')
    emulator.faults.add({ kind: 'error', operation: 'AssumeRole', status: 503 })
    jar.clear()
    await signIn('lin')
    for (let n = 0; n < 3; n += 1) await ask('POST', 'api/sts')
    const health = await (await fetch(`${demo.url}healthz`)).json()
    const ready = await fetch(`${demo.url}healthz?ready`)
    const metrics = await (await fetch(`${demo.url}metrics`)).text()

    expect(health).toEqual({ status: 'alive', breaker: 'open' })
    expect(ready.status).toBe(200)
    expect(metrics).toContain('upload_kit_tokens_total{outcome="issued"} 1')
    expect(metrics).toContain('upload_kit_tokens_total{outcome="failed"} 3')
    expect(metrics).toContain('upload_kit_breaker_state 2')
    expect(metrics).toMatch(/upload_kit_request_seconds_count\{handler="sts"\} 4/)
  })
})

describe('the callback of OSS', () => {
  it('is ordered by the page as the server says, and believed', async () => {
    const { callback } = await (await ask('GET', 'api/config')).json()
    const put: object = await ownClient().put('uploads/ada/told.txt', hello, {
      callback: { url: callback.url, body: callback.body },
    })

    expect(Reflect.get(put, 'data')).toEqual({ stored: 'uploads/ada/told.txt', size: 5 })
    expect(await (await ask('GET', 'api/callbacks')).json()).toEqual([
      { key: 'uploads/ada/told.txt', at: expect.any(String) },
    ])
    await signIn('lin')
    expect(await (await ask('GET', 'api/callbacks')).json()).toEqual([])
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

  it('lets styles be written by those alone who know the secret of this one answer', async () => {
    const nonces = []
    for (const _visit of [1, 2]) {
      const response = await fetch(demo.url)
      const [, nonce] = /nonce="([^"]+)"/.exec(await response.text()) ?? []
      const policy = response.headers.get('content-security-policy')
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
      nonces.push(nonce)
    }

    expect(new Set(nonces).size).toBe(2)
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
        ...base,
        dataDir: path.join(folder, 'embedded'),
        auditFile: undefined,
        storage: { kind: 'emulator', tokenSeconds: 20 },
      },
      { pages: folder },
    )
    const first = demo
    demo = own
    await signIn('ada')
    const { expiration, serverTime } = await issueToken()
    demo = first
    await own.close()

    expect(Date.parse(expiration) - Date.parse(serverTime)).toBeLessThanOrEqual(21_000)
  })
})

const base = {
  port: 0,
  web: {
    host: '127.0.0.1',
    origin: undefined,
    sessionSecret: crypto.getRandomValues(new Uint8Array(32)),
    password: 'demo',
  },
  signer: 'page',
  callback: true,
  logLevel: 'silent',
  tokensPerMinute: 60,
  partSize: 'auto',
} as const

const hello = Buffer.from('hello')
/** Whose checksum every description of CRC-64/XZ names: 0x995DC9BBDF1939FA. */
const checkText = '123456789'
const crc64OfCheckText = '11051210869376104954'

function settingsFor({ url, region, accounts, roles, buckets }: OssEmulator) {
  const [account] = accounts
  return {
    ...base,
    dataDir: '',
    auditFile: path.join(folder, 'audit.jsonl'),
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

async function ask(method: string, path: string, body?: object): Promise<Response> {
  const response = await fetch(`${demo.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      cookie: [...jar].map((pair) => pair.join('=')).join('; '),
      'x-csrf-token': jar.get('csrf') ?? '',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (value === '') jar.delete(name)
    else jar.set(name, value)
  }
  return response
}

function signIn(user: string): Promise<Response> {
  return ask('POST', 'api/session', { user, password: 'demo' })
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
