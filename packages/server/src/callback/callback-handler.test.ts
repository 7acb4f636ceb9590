import { createSign, createVerify, generateKeyPairSync } from 'node:crypto'
import { createAdaptorServer } from '@hono/node-server'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aliOssBucket } from '../ali-oss.ts'
import { type CallbackClaim, callbackHandler, type Handler, orderCallback } from '../index.ts'
import { clientOf, record, type Recorded } from '../test-support/kit-bench.ts'
import { readPublicKey, verifyRsaMd5 } from './verify-rsa-md5.ts'

let emulator: OssEmulator
let recorded: Recorded
let server: ReturnType<typeof createAdaptorServer>
let claims: readonly CallbackClaim[]
/** What the application got, as it came. */
let arrived: readonly Request[]
let handler: Handler

beforeEach(async () => {
  emulator = await createOssEmulator()
  recorded = record()
  claims = []
  arrived = []
  handler = handlerWith()
  server = createAdaptorServer({
    fetch: (request) => {
      arrived = [...arrived, request.clone()]
      return handler(request)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  server.close()
  await emulator.close()
})

describe('an upload callback of OSS', () => {
  it('reaches the application as a typed record, and its answer reaches the uploader', async () => {
    const put = await upload('uploads/ada/报告 (1).txt')

    expect(put.data).toEqual({ stored: 'uploads/ada/报告 (1).txt' })
    expect(claims).toEqual([
      {
        bucket: 'demo-bucket',
        key: 'uploads/ada/报告 (1).txt',
        size: 5,
        etag: '5D41402ABC4B2A76B9719D911017C592',
        crc64: expect.stringMatching(/^\d+$/),
        type: 'text/plain',
        operation: 'PutObject',
        requestId: expect.stringMatching(/^[0-9A-F]{24}$/),
        variables: { user: 'ada & co' },
      },
    ])
    expect(recorded.audits).toMatchObject([{ action: 'callback', outcome: 'granted', size: 5 }])
    expect(recorded.metric('upload_kit_callbacks_total', { outcome: 'accepted' })).toBe(1)
  })

  it('is refused the second time', async () => {
    await upload('uploads/ada/a.txt')
    const replayed = await handler(last())

    expect(replayed.status).toBe(409)
    expect(claims).toHaveLength(1)
  })

  it('is refused when it comes late, whoever kept it', async () => {
    await upload('uploads/ada/a.txt')
    const late = await handlerWith({ now: () => Date.now() + 901_000 })(last())

    expect(late.status).toBe(403)
    expect(await late.json()).toMatchObject({ code: 'callback-replayed' })
  })

  it.each<readonly [string, (request: Request, body: string) => Request]>([
    [
      'another body',
      (request, body) => changed(request, { body: body.replace('size=5', 'size=6') }),
    ],
    ['a longer body', (request, body) => changed(request, { body: `${body}&x_admin=1` })],
    [
      'another path',
      (request, body) => changed(request, { url: request.url.replace('/told', '/told2'), body }),
    ],
    ['another query', (request, body) => changed(request, { url: `${request.url}&admin=1`, body })],
    ['no signature', (request, body) => changed(request, { body, headers: { authorization: '' } })],
    [
      'a broken signature',
      (request, body) => changed(request, { body, headers: { authorization: 'AAAA' } }),
    ],
  ])('is refused with %s', async (_what, change) => {
    await upload('uploads/ada/a.txt')
    const response = await handlerWith()(change(last(), await last().text()))

    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'callback-forged' })
  })

  it.each([
    ['of an address of the attacker', 'https://evil.example/key.pem'],
    ['of an address that looks like OSS', 'https://gosspublic.alicdn.com.evil.example/key.pem'],
    ['of an address with OSS as its user', 'https://gosspublic.alicdn.com@evil.example/key.pem'],
    ['of this machine', 'http://127.0.0.1/key.pem'],
    ['of a file', 'file:///etc/passwd'],
  ])('is refused with a key %s, which nobody fetches', async (_what, keyUrl) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const body = 'bucket=demo-bucket&object=uploads/ada/a.txt'
    const authorization = createSign('RSA-MD5').update(`/told\n${body}`).sign(privateKey, 'base64')
    let fetched = 0
    const fetch = () => {
      fetched += 1
      return Promise.reject(new Error('Nobody may ask.'))
    }
    const headers = { authorization, 'x-oss-pub-key-url': btoa(keyUrl) }
    const request = new Request('https://app.example.com/told', { method: 'POST', headers, body })

    expect((await handlerWith({ fetch })(request)).status).toBe(403)
    expect(fetched).toBe(0)
  })

  it('is not believed when the bucket says otherwise: its body is what a page ordered', async () => {
    const lie =
      'bucket=demo-bucket&object=uploads/lin/hers.txt&size=5&etag=0&crc64=1&mimeType=a&operation=PutObject&reqId=${reqId}'
    const put = upload('uploads/ada/a.txt', { body: lie })

    await expect(put).rejects.toMatchObject({ code: 'CallbackFailed' })
    expect(recorded.audits).toMatchObject([{ outcome: 'refused', reason: 'callback-untrue' }])
    expect(claims).toEqual([])
  })

  it('is not believed when it is of another bucket', async () => {
    handler = handlerWith({ bucket: 'other-bucket' })

    await expect(upload('uploads/ada/a.txt')).rejects.toMatchObject({ code: 'CallbackFailed' })
    expect(recorded.audits).toMatchObject([{ reason: 'callback-foreign' }])
  })

  it('that the application fails to take leaves the object stored', async () => {
    handler = handlerWith({ onUpload: () => Promise.reject(new Error('database is down')) })

    await expect(upload('uploads/ada/a.txt')).rejects.toMatchObject({ code: 'CallbackFailed' })
    expect((await owner().head('uploads/ada/a.txt')).status).toBe(200)
    expect(recorded.audits).toMatchObject([{ action: 'callback', outcome: 'failed' }])
  })

  it('has its key fetched once', async () => {
    await upload('uploads/ada/a.txt')
    await upload('uploads/ada/b.txt')

    expect(claims).toHaveLength(2)
    expect(keyRequests).toBe(1)
  })
})

describe('verifyRsaMd5', () => {
  it('agrees with OpenSSL about the key that OSS publishes, of 512 bits', async () => {
    const key = await readPublicKey(publishedKey)

    expect(key.size).toBe(64)
    expect(key.exponent).toBe(65_537n)
  })

  it.each([512, 1024, 2048])(
    'agrees with OpenSSL about signatures of %d bits',
    async (modulusLength) => {
      const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength })
      const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
      const key = await readPublicKey(pem)
      const text = new TextEncoder().encode('/told/完\nbucket=demo')
      const good = createSign('RSA-MD5').update(text).sign(privateKey)
      const sha256 = createSign('RSA-SHA256').update(text).sign(privateKey)
      const broken = Uint8Array.from(good, (byte, index) => (index === 9 ? byte ^ 1 : byte))

      expect(createVerify('RSA-MD5').update(text).verify(pem, good)).toBe(true)
      expect(verifyRsaMd5(key, text, good)).toBe(true)
      expect(verifyRsaMd5(key, text, broken)).toBe(false)
      expect(verifyRsaMd5(key, text, sha256)).toBe(false)
      expect(verifyRsaMd5(key, text, good.subarray(1))).toBe(false)
      expect(verifyRsaMd5(key, text, new Uint8Array(key.size))).toBe(false)
      expect(verifyRsaMd5(key, new TextEncoder().encode('/told\nother'), good)).toBe(false)
    },
  )
})

/** `callback_pub_key_v1.pem`, as every sample of the documentation fetches it. */
const publishedKey = `-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKs/JBGzwUB2aVht4crBx3oIPBLNsjGs
C0fTXv+nvlmklvkcolvpvXLTjaxUHR3W9LXxQ2EHXAJfCB+6H2YF1k8CAwEAAQ==
-----END PUBLIC KEY-----`

let keyRequests = 0

function handlerWith(options: Partial<Parameters<typeof callbackHandler>[0]> = {}): Handler {
  keyRequests = 0
  return callbackHandler({
    bucket: 'demo-bucket',
    keyOrigins: [emulator.url],
    fetch: (url, init) => {
      keyRequests += 1
      return fetch(url, init)
    },
    head: (key) => aliOssBucket(owner()).head(key),
    onUpload: async (claim) => {
      claims = [...claims, claim]
      return { stored: claim.key }
    },
    ...recorded.ports,
    ...options,
  })
}

async function upload(
  key: string,
  order: { readonly body?: string } = {},
): Promise<{ readonly data: unknown }> {
  const { port } = server.address() as AddressInfo // It listens on a port, not on a pipe.
  const url = `http://localhost:${port}/told/%E5%AE%8C?tenant=1`
  const { body, variables = {} } = orderCallback({ url, variables: { user: 'ada & co' } })
  const callback = { url, body: order.body ?? body, customValue: { ...variables } }
  const put: object = await owner().put(key, Buffer.from('hello'), {
    mime: 'text/plain',
    callback,
  })
  return { data: Reflect.get(put, 'data') }
}

function owner() {
  const [account] = emulator.accounts
  if (!account) throw new Error('The emulator has no account.')
  return clientOf(emulator, account)
}

/** The callback that came last, once more. */
function last(): Request {
  const request = arrived.at(-1)
  if (!request) throw new Error('No callback came.')
  return request.clone()
}

function changed(
  request: Request,
  {
    url = request.url,
    body,
    headers = {},
  }: { readonly url?: string; readonly body: string; readonly headers?: Record<string, string> },
): Request {
  const own = { ...Object.fromEntries(request.headers), ...headers }
  return new Request(url, { method: 'POST', headers: own, body })
}
