import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import type { Operation, SignAnswer } from '@resumable-upload/oss/signing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createRateLimit,
  createTokenIssuer,
  type Handler,
  signHandler,
  type SignHandlerOptions,
} from './index.ts'
import { authorizeByHeader, post, record, type Recorded, roleOf } from './test-support/kit-bench.ts'

let emulator: OssEmulator
let recorded: Recorded

beforeEach(async () => {
  emulator = await createOssEmulator()
  recorded = record()
})
afterEach(() => emulator.close())

const key = 'uploads/ada/film.mp4'
const whole = {
  type: 'sendWhole',
  key,
  size: 5,
  headers: { 'Content-Type': 'text/plain' },
} as const

describe('what signHandler signs', () => {
  it('opens an upload, sends parts of one batch, lists, completes and aborts', async () => {
    const handler = handlerWith()
    const opened = await fetchOf(await signOne(handler, { type: 'open', key, headers: {} }))
    const uploadId = /<UploadId>(\w+)</.exec(await opened.text())?.[1] ?? ''
    const parts = [1, 2, 3].map((part) => ({ type: 'sendPart', key, uploadId, part }) as const)
    const { requests } = await sign(handler, parts)
    const stored = await Promise.all(requests.map((signed) => fetchOf(signed, 'x'.repeat(10))))
    const listed = await fetchOf(
      await signOne(handler, { type: 'listParts', key, uploadId, after: 1 }),
    )
    const aborted = await fetchOf(await signOne(handler, { type: 'discard', key, uploadId }))

    expect(stored.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await listed.text()).match(/<PartNumber>/g)).toHaveLength(2)
    expect(aborted.status).toBe(204)
    expect(recorded.metric('upload_kit_signatures_total', { operation: 'sendPart' })).toBe(3)
  })

  it('carries a key that reaches the prefix of its user and no further', async () => {
    const signed = await signOne(handlerWith(), { type: 'findObject', key })
    const elsewhere = signed.url.replace('uploads/ada/film.mp4', 'uploads/lin/film.mp4')

    expect((await fetchOf({ ...signed, url: elsewhere })).status).toBe(403)
    expect(signed.url).toContain('x-oss-security-token=')
  })

  it('never holds the secret', async () => {
    const { accounts } = emulator
    const answer = JSON.stringify(await sign(handlerWith(), [whole]))

    expect(answer).not.toContain(accounts[0]?.accessKeySecret)
    expect(answer).not.toContain('accessKeySecret')
  })

  it('is signed with new credentials once OSS refused the old ones', async () => {
    const handler = handlerWith()
    const first = await sign(handler, [{ type: 'findObject', key }])
    const same = await sign(handler, [{ type: 'findObject', key }])
    const generation = first.requests[0]?.generation ?? 0
    const answer = await handler(post('/sign', { v: 1, operations: [whole], refused: generation }))
    const { requests } = (await answer.json()) as SignAnswer

    expect(same.requests[0]?.generation).toBe(generation)
    expect(requests[0]?.generation).toBeGreaterThan(generation)
  })
})

describe('a form that signHandler signs', () => {
  it('stores exactly the file that was named', async () => {
    const signed = await signOne(handlerWith(), whole)

    expect((await sendForm(signed, 'hello')).status).toBe(201)
  })

  it.each([
    ['a larger file', 'hello, and a virus', {}],
    ['a smaller file', 'hi', {}],
    ['another key', 'hello', { key: 'uploads/ada/other' }],
    ['a key of somebody else', 'hello', { key: 'uploads/lin/film.mp4' }],
    ['another type', 'hello', { 'Content-Type': 'text/html' }],
  ])('is refused by OSS with %s', async (_what, text, changed) => {
    const signed = await signOne(handlerWith(), whole)
    const answer = await sendForm(signed, text, changed)

    expect([400, 403]).toContain(answer.status)
  })
})

describe('signHandler refuses', () => {
  it.each<readonly [string, Operation, number, string]>([
    ['a key of somebody else', { ...whole, key: 'uploads/lin/a' }, 403, 'outside-prefix'],
    ['the prefix itself', { ...whole, key: 'uploads/ada/' }, 403, 'outside-prefix'],
    ['a way out of the prefix', { ...whole, key: 'uploads/ada/../lin/a' }, 400, 'bad-request'],
    ['a hidden way out', { ...whole, key: 'uploads/ada/./a' }, 400, 'bad-request'],
    ['a control character', { ...whole, key: 'uploads/ada/a\r\nb' }, 400, 'bad-request'],
    ['a file that is too large', { ...whole, size: 1001 }, 413, 'too-large'],
    [
      'a page',
      { ...whole, headers: { 'Content-Type': 'text/html; charset=utf-8' } },
      403,
      'type-refused',
    ],
    [
      'a drawing with scripts',
      { type: 'open', key, headers: { 'content-type': 'image/svg+xml' } },
      403,
      'type-refused',
    ],
    [
      'public rights',
      { type: 'open', key, headers: { 'x-oss-object-acl': 'public-read' } },
      403,
      'header-refused',
    ],
    ['an unknown header', { type: 'open', key, headers: { 'X-Evil': '1' } }, 400, 'bad-request'],
    [
      'a callback that the page made up',
      { ...whole, callback: { url: 'https://evil.example', body: 'x' } },
      403,
      'no-callback',
    ],
    ['part 0', { type: 'sendPart', key, uploadId: 'A', part: 0 }, 400, 'bad-request'],
    [
      'an upload id with a query in it',
      { type: 'discard', key, uploadId: 'A&acl' },
      400,
      'bad-request',
    ],
  ])('%s', async (_what, operation, status, code) => {
    const response = await handlerWith()(post('/sign', { v: 1, operations: [operation] }))

    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code, error: expect.any(String) })
    expect(recorded.audits).toMatchObject([{ action: 'sign', outcome: 'refused', reason: code }])
  })

  it.each([
    ['nothing', { v: 1, operations: [] }],
    ['too much at once', { v: 1, operations: Array.from({ length: 101 }, () => whole) }],
    ['another version', { v: 2, operations: [whole] }],
    ['what is no operation', { v: 1, operations: [{ type: 'deleteBucket', key }] }],
    ['a list', [whole]],
  ])('%s', async (_what, body) => {
    expect((await handlerWith()(post('/sign', body))).status).toBe(400)
  })

  it('a form of a foreign page, which can send no JSON', async () => {
    const response = await handlerWith()(
      post('/sign', { v: 1, operations: [whole] }, { 'content-type': 'text/plain' }),
    )

    expect(response.status).toBe(415)
  })

  it('more operations than the user may have signed', async () => {
    const handler = handlerWith({ rateLimit: createRateLimit({ burst: 50, seconds: 60 }) })
    const operations = Array.from({ length: 40 }, () => whole)

    expect((await handler(post('/sign', { v: 1, operations }))).status).toBe(200)
    expect((await handler(post('/sign', { v: 1, operations }))).status).toBe(429)
  })
})

function handlerWith(options: Partial<SignHandlerOptions> = {}): Handler {
  const [bucket = ''] = emulator.buckets
  const { url, region } = emulator
  return signHandler({
    bucket,
    region,
    endpoint: url,
    maxSize: 1000,
    authorize: authorizeByHeader,
    tokens: createTokenIssuer({ assumeRole: roleOf(emulator), bucket }),
    ...recorded.ports,
    ...options,
  })
}

async function sign(handler: Handler, operations: readonly Operation[]): Promise<SignAnswer> {
  const response = await handler(post('/sign', { v: 1, operations }))
  expect(response.status).toBe(200)
  return (await response.json()) as SignAnswer
}

async function signOne(
  handler: Handler,
  operation: Operation,
): Promise<SignAnswer['requests'][number]> {
  const [signed] = (await sign(handler, [operation])).requests
  if (!signed) throw new Error('Nothing was signed.')
  return signed
}

function fetchOf(
  { method, url, headers }: SignAnswer['requests'][number],
  body?: string,
): Promise<Response> {
  return fetch(url, { method, headers, ...(body !== undefined && { body: new Blob([body]) }) })
}

function sendForm(
  { url, fields = [] }: SignAnswer['requests'][number],
  text: string,
  changed: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, changed[name] ?? value)
  form.append('file', new Blob([text]))
  return fetch(url, { method: 'POST', body: form })
}
