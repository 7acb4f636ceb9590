import { createVerify } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOssEmulator, type OssEmulator } from '../index.ts'
import { signForm } from '../testing/sign-form.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'
import { completeXml, initiate, sendPart } from '../testing/upload-in-parts.ts'

let emulator: OssEmulator
let client: TestClient
let application: Server
let url: string
let calls: readonly Call[]
let answer: (call: Call) => { readonly status?: number; readonly text: string } | null

interface Call {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

beforeEach(async () => {
  calls = []
  answer = () => ({ text: '{"told":true}' })
  application = createServer((incoming, outgoing) => {
    void incoming.toArray().then((pieces: Uint8Array[]) => {
      const body = Buffer.concat(pieces).toString('utf8')
      const call = { path: incoming.url ?? '', headers: incoming.headers, body }
      calls = [...calls, call]
      const own = answer(call)
      if (own) outgoing.writeHead(own.status ?? 200).end(own.text)
    })
  })
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve))
  const { port } = application.address() as AddressInfo // It listens on a port, not on a pipe.
  url = `http://localhost:${port}/told/%E5%AE%8C?tenant=a%20b`
  emulator = await createOssEmulator({ callbackTimeoutMs: 300 })
  client = createTestClient(emulator)
})

afterEach(async () => {
  client.close()
  application.closeAllConnections()
  application.close()
  await emulator.close()
})

describe('an upload callback', () => {
  it('is told of a put object, and its answer goes to the client', async () => {
    const put = await putWith({ callbackBody: 'key=${object}&size=${size}&etag=${etag}' })

    expect(put.status).toBe(200)
    expect(put.text).toBe('{"told":true}')
    expect(put.headers.etag).toBe('"5D41402ABC4B2A76B9719D911017C592"')
    expect(calls).toMatchObject([
      {
        body: 'key=a%20%26%20b.txt&size=5&etag=5D41402ABC4B2A76B9719D911017C592',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ])
  })

  it('is signed over the decoded path, the query and the body', async () => {
    await putWith({ callbackBody: 'key=${object}' })
    const [{ headers, body, path } = missing()] = calls
    const keyUrl = Buffer.from(String(headers['x-oss-pub-key-url']), 'base64').toString()
    const pem = await (await fetch(keyUrl)).text()
    const verify = (text: string): boolean =>
      createVerify('RSA-MD5')
        .update(text)
        .verify(pem, headers.authorization ?? '', 'base64')

    expect(path).toBe('/told/%E5%AE%8C?tenant=a%20b')
    expect(verify(`/told/完?tenant=a%20b\n${body}`)).toBe(true)
    expect(verify(`/told/完?tenant=a%20b\n${body}x`)).toBe(false)
  })

  it('carries variables of the client, and quotes texts in JSON', async () => {
    const callbackVar = encode({ 'x:user': 'a"da', unknown: 'left out' })
    await putWith(
      {
        callbackBody: '{"size":${size},"user":${x:user},"nothing":${x:none},"by":${operation}}',
        callbackBodyType: 'application/json',
      },
      { 'x-oss-callback-var': callbackVar },
    )

    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({
      size: 5,
      user: 'a"da',
      nothing: '',
      by: 'PutObject',
    })
  })

  it('comes with Complete, ordered in its query', async () => {
    const key = 'parts.bin'
    const uploadId = await initiate(client, key)
    const etag = await sendPart(client, { key, uploadId, number: 1, body: 'hello' })
    const callback = encode({ callbackUrl: url, callbackBody: 'by=${operation}&crc=${crc64}' })
    const query = { uploadId, callback }
    const done = await client.send({ method: 'POST', key, query, body: completeXml([[1, etag]]) })

    expect(done.text).toBe('{"told":true}')
    expect(calls[0]?.body).toBe(
      `by=CompleteMultipartUpload&crc=${String(done.headers['x-oss-hash-crc64ecma'])}`,
    )
  })

  it('comes with a form, whose fields are its variables', async () => {
    const fields = {
      key: 'form.txt',
      callback: encode({ callbackUrl: url, callbackBody: 'user=${x:user}' }),
      'x:user': 'ada',
    }
    const done = await sendForm(fields)

    expect(done.status).toBe(200)
    expect(await done.text()).toBe('{"told":true}')
    expect(calls[0]?.body).toBe('user=ada')
  })

  it('tries the next address when one fails', async () => {
    answer = ({ path }) => (path === '/first' ? { status: 500, text: '' } : { text: '{}' })
    const put = await putWith({
      callbackUrl: `${new URL('/first', url).href};${url}`,
      callbackBody: 'x',
    })

    expect(put.status).toBe(200)
    expect(calls).toHaveLength(2)
  })
})

describe('a failed upload callback', () => {
  it.each([
    ['a status other than 200', () => ({ status: 502, text: '{}' }), 'Error status : 502.'],
    ['no JSON', () => ({ text: 'fine' }), 'Response body is not valid json format.'],
    ['no answer in time', () => null, 'Cost too long time.'],
  ])('is a 203 for %s, and the object stays', async (_what, reaction, message) => {
    answer = reaction
    const put = await putWith({ callbackBody: 'x' })

    expect(put.status).toBe(203)
    expect(put.xml('Error').text('Code')).toBe('CallbackFailed')
    expect(put.xml('Error').text('Message')).toBe(message)
    expect(put.headers['x-oss-ec']).toBe('0007-00000203')
    expect((await client.send({ key })).text).toBe('hello')
  })

  it('is a 203 when nobody listens', async () => {
    const put = await putWith({ callbackUrl: 'http://localhost:1/', callbackBody: 'x' })

    expect(put.status).toBe(203)
    expect(put.text).toContain('can not connect to your callbackUrl')
  })

  it('can be had on demand', async () => {
    emulator.faults.add({ kind: 'callback-failed', times: 1 })

    expect((await putWith({ callbackBody: 'x' })).status).toBe(203)
    expect((await putWith({ callbackBody: 'x' })).status).toBe(200)
    expect(calls).toHaveLength(1)
  })
})

describe('a callback that cannot be', () => {
  it.each([
    ['no JSON', 'e30'],
    ['no address', encode({ callbackBody: 'x' })],
    ['no body', encode({ callbackUrl: 'http://localhost/' })],
    [
      'an address of another machine',
      encode({ callbackUrl: 'http://10.0.0.1/', callbackBody: 'x' }),
    ],
    ['another protocol', encode({ callbackUrl: 'file:///etc/passwd', callbackBody: 'x' })],
    ['six addresses', encode({ callbackUrl: 'http://localhost/;'.repeat(6), callbackBody: 'x' })],
    [
      'an unknown type',
      encode({
        callbackUrl: 'http://localhost/',
        callbackBody: 'x',
        callbackBodyType: 'text/plain',
      }),
    ],
  ])('is refused with %s, before anything is stored', async (_what, callback) => {
    const headers = { 'x-oss-callback': callback }
    const put = await client.send({ method: 'PUT', key, body: 'hello', headers })

    expect(put.status).toBe(400)
    expect(put.xml('Error').text('Code')).toBe('InvalidArgument')
    expect((await client.send({ key })).status).toBe(404)
  })
})

const key = 'a & b.txt'

function putWith(order: object, headers: Readonly<Record<string, string>> = {}) {
  const callback = encode({ callbackUrl: url, ...order })
  return client.send({
    method: 'PUT',
    key,
    body: 'hello',
    headers: { 'x-oss-callback': callback, ...headers },
  })
}

function sendForm(fields: Readonly<Record<string, string>>): Promise<Response> {
  const [account = missing()] = emulator.accounts
  const policy = { expiration: '2099-01-01T00:00:00.000Z', conditions: [{ bucket: 'demo-bucket' }] }
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...fields, ...signForm(policy, account) }))
    form.append(name, value)
  form.append('file', new Blob(['hello']))
  return fetch(`${emulator.url}/demo-bucket/`, { method: 'POST', body: form })
}

function encode(json: object): string {
  return Buffer.from(JSON.stringify(json)).toString('base64')
}

function missing(): never {
  throw new Error('There is none.')
}
