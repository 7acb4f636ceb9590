import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import type OSS from 'ali-oss'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type AssumeRole,
  createRateLimit,
  createTokenIssuer,
  type Handler,
  stsHandler,
  type TokenIssuer,
} from './index.ts'
import {
  authorizeByHeader,
  clientOf,
  post,
  record,
  type Recorded,
  roleOf,
} from './test-support/kit-bench.ts'

let emulator: OssEmulator
let recorded: Recorded

beforeEach(async () => {
  emulator = await createOssEmulator({ minimumTokenSeconds: 20 })
  recorded = record()
})
afterEach(() => emulator.close())

describe('the token of stsHandler', () => {
  it('uploads, in parts too, and reads under the prefix of its user', async () => {
    const client = clientOf(emulator, await tokenFor('ada'))

    await client.put('uploads/ada/a.txt', Buffer.from('hello'))
    const { uploadId } = await client.initMultipartUpload('uploads/ada/b.txt')
    await client.uploadPart('uploads/ada/b.txt', uploadId, 1, Buffer.from('x'), 0, 1)
    const parts = await client.listParts('uploads/ada/b.txt', uploadId, allParts)
    await client.abortMultipartUpload('uploads/ada/b.txt', uploadId)

    expect(parts.res.status).toBe(200)
    expect((await client.head('uploads/ada/a.txt')).status).toBe(200)
  })

  it.each<readonly [string, (client: OSS) => Promise<unknown>]>([
    ['writes nothing of somebody else', (client) => client.put('uploads/lin/a.txt', hello)],
    ['writes no neighbour with a longer name', (client) => client.put('uploads/ada2/a', hello)],
    ['opens no upload of somebody else', (client) => client.initMultipartUpload('uploads/lin/a')],
    ['reads nothing of somebody else', (client) => client.get('uploads/lin/a.txt')],
    ['lists no objects, not even its own', (client) => client.listV2({ prefix: 'uploads/ada/' })],
    ['lists no uploads', (client) => client.listUploads({ prefix: 'uploads/lin/' })],
    ['deletes nothing', (client) => client.delete('uploads/ada/a.txt')],
    [
      'changes no rights',
      (client) =>
        client.put('uploads/ada/a', hello, { headers: { 'x-oss-object-acl': 'public-read' } }),
    ],
    [
      'writes no tags',
      (client) => client.put('uploads/ada/a', hello, { headers: { 'x-oss-tagging': 'a=b' } }),
    ],
  ])('%s', async (_what, call) => {
    const client = clientOf(emulator, await tokenFor('ada'))

    await expect(call(client)).rejects.toMatchObject({ code: 'AccessDenied' })
  })

  it('is not for people who are not signed in', async () => {
    const response = await handlerWith()(
      new Request('https://app.example.com/sts', { method: 'POST' }),
    )

    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'signed-out', error: expect.any(String) })
    expect(requestsToSts()).toBe(0)
  })

  it('is never cached on the way', async () => {
    const response = await handlerWith()(post('/sts'))

    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('names its user in the role session, whatever the user is called', async () => {
    const names: string[] = []
    const assumeRole: AssumeRole = (request) => {
      names.push(request.sessionName)
      return roleOf(emulator)(request)
    }
    const handler = handlerWith({ assumeRole })

    await handler(post('/sts', undefined, { 'x-user': 'ada@example.com' }))
    await handler(post('/sts', undefined, { 'x-user': 'o/neil of accounting' }))

    expect(names[0]).toBe('ada@example.com')
    expect(names[1]).toMatch(/^o-neil-of-accounting-[0-9a-f]{16}$/)
  })

  it('cannot be had for a prefix that matches more than it says', async () => {
    const response = await handlerWith()(post('/sts', undefined, { 'x-user': '*' }))

    expect(response.status).toBe(500)
    expect(requestsToSts()).toBe(0)
  })
})

describe('STS', () => {
  it('is asked once by everybody who waits', async () => {
    const handler = handlerWith()

    const responses = await Promise.all(Array.from({ length: 50 }, () => handler(post('/sts'))))

    expect(responses.every(({ status }) => status === 200)).toBe(true)
    expect(requestsToSts()).toBe(1)
    expect(recorded.metric('upload_kit_tokens_total', { outcome: 'shared' })).toBe(49)
  })

  it('is not asked again while more than half of a token is left', async () => {
    let now = Date.now()
    const handler = handlerWith({ now: () => now })

    const first = await tokenOf(handler)
    now += 9_000
    const second = await tokenOf(handler)
    now += 2_000
    const third = await tokenOf(handler)

    expect(second.accessKeyId).toBe(first.accessKeyId)
    expect(third.accessKeyId).not.toBe(first.accessKeyId)
    expect(Date.parse(second.serverTime) - Date.parse(first.serverTime)).toBe(9_000)
  })

  it('is asked again when OSS rejected the token', async () => {
    const handler = handlerWith()

    const first = await tokenOf(handler)
    const second = await tokenOf(handler, { reason: 'rejected' })

    expect(second.accessKeyId).not.toBe(first.accessKeyId)
  })

  it('is tried again after one failure', async () => {
    emulator.faults.add({ kind: 'error', operation: 'AssumeRole', status: 503, times: 1 })

    expect((await handlerWith()(post('/sts'))).status).toBe(200)
  })

  it('is left alone after five failures', async () => {
    emulator.faults.add({ kind: 'error', operation: 'AssumeRole', status: 503 })
    const tokens = issuerWith({ pause: 600_000 })
    const handler = handlerWith({ tokens })

    const answers = [
      await handler(post('/sts')),
      await handler(post('/sts')),
      await handler(post('/sts')),
    ]

    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
    expect(answers[2]?.headers.get('retry-after')).toBe('1')
    expect(requestsToSts()).toBe(5)
    expect(tokens.breakerState()).toBe('open')
    expect(recorded.metric('upload_kit_breaker_state')).toBe(2)
  })

  it('is asked again after a pause', async () => {
    const fault = emulator.faults.add({ kind: 'error', operation: 'AssumeRole', status: 503 })
    const tokens = issuerWith({ pause: 1 })
    const handler = handlerWith({ tokens })
    await handler(post('/sts'))
    await handler(post('/sts'))
    emulator.faults.remove(fault)

    await expect.poll(async () => (await handler(post('/sts'))).status).toBe(200)
    expect(tokens.breakerState()).toBe('closed')
    expect(recorded.metric('upload_kit_breaker_state')).toBe(0)
  })

  it('may take no longer than its time', async () => {
    emulator.faults.add({ kind: 'latency', operation: 'AssumeRole', delayMs: 3000 })

    const response = await handlerWith({ tokens: issuerWith({ timeout: 50 }) })(post('/sts'))

    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ code: 'sts-unavailable' })
  })

  it('is not asked again for what it refuses on principle', async () => {
    const [account] = emulator.accounts
    const assumeRole = roleOf({
      ...emulator,
      accounts: [{ accessKeyId: account?.accessKeyId ?? '', accessKeySecret: 'wrong' }],
    })

    const response = await handlerWith({ assumeRole })(post('/sts'))

    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({
      code: 'sts-refused',
      error: expect.stringContaining('SignatureDoesNotMatch'),
    })
    expect(requestsToSts()).toBe(1)
  })
})

describe('token farming', () => {
  it('ends at the rate limit of the user, and leaves others alone', async () => {
    const handler = handlerWith({ rateLimit: createRateLimit({ burst: 3, seconds: 60 }) })
    const reject = { reason: 'rejected' }

    const answers = []
    for (let n = 0; n < 5; n += 1) answers.push((await handler(post('/sts', reject))).status)
    const refused = await handler(post('/sts', reject))
    const other = await handler(post('/sts', reject, { 'x-user': 'lin' }))

    expect(answers).toEqual([200, 200, 200, 429, 429])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(other.status).toBe(200)
  })
})

describe('the record of a token', () => {
  it('says who got it, for which prefix and under which key, and never the secret', async () => {
    const response = await handlerWith()(
      post('/sts', undefined, { 'x-request-id': 'gateway-0001' }),
    )
    const token = await response.json()

    expect(response.headers.get('x-request-id')).toBe('gateway-0001')
    expect(recorded.audits).toEqual([
      {
        at: expect.any(String),
        requestId: 'gateway-0001',
        action: 'token',
        outcome: 'granted',
        user: 'ada',
        session: 'ada-1',
        prefix: 'uploads/ada/',
        ip: '203.0.113.7',
        accessKeyId: token.accessKeyId,
      },
    ])
    const written = JSON.stringify([recorded.audits, recorded.lines])
    expect(written).not.toContain(token.accessKeySecret)
    expect(written).not.toContain(token.securityToken)
  })

  it('says of a failure why, without the signed call of STS', async () => {
    emulator.faults.add({ kind: 'error', operation: 'AssumeRole', status: 503 })

    await handlerWith()(post('/sts'))

    expect(recorded.audits).toMatchObject([{ outcome: 'failed', reason: 'sts-unavailable' }])
    expect(JSON.stringify(recorded.lines)).not.toContain('SignatureNonce')
  })

  it('is a condition: without it there is no token', async () => {
    const audit = () => Promise.reject(new Error('disk full'))

    const response = await handlerWith({ audit })(post('/sts'))

    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('accessKeySecret')
  })
})

const hello = Buffer.from('hello')
const allParts = { 'max-parts': 10, 'part-number-marker': 0, 'encoding-type': 'url' }

interface Options {
  readonly assumeRole?: AssumeRole
  readonly tokens?: TokenIssuer
  readonly rateLimit?: ReturnType<typeof createRateLimit>
  readonly audit?: () => Promise<never>
  readonly now?: () => number
}

function issuerWith(options: Partial<Parameters<typeof createTokenIssuer>[0]> = {}): TokenIssuer {
  const [bucket = ''] = emulator.buckets
  const { metrics } = recorded.ports
  return createTokenIssuer({
    assumeRole: roleOf(emulator),
    bucket,
    duration: 20,
    metrics,
    ...options,
  })
}

function handlerWith({ assumeRole, tokens, now, ...rest }: Options = {}): Handler {
  return stsHandler({
    authorize: authorizeByHeader,
    tokens: tokens ?? issuerWith({ ...(assumeRole && { assumeRole }), ...(now && { now }) }),
    clientIp: () => '203.0.113.7',
    ...recorded.ports,
    ...rest,
  })
}

async function tokenOf(handler: Handler, body?: object) {
  const response = await handler(post('/sts', body))
  return (await response.json()) as Record<
    'accessKeyId' | 'accessKeySecret' | 'securityToken' | 'serverTime',
    string
  >
}

async function tokenFor(user: string) {
  return (await (
    await handlerWith()(post('/sts', undefined, { 'x-user': user }))
  ).json()) as Awaited<ReturnType<typeof tokenOf>>
}

function requestsToSts(): number {
  return emulator.requests.list().filter(({ operation }) => operation === 'AssumeRole').length
}
