import { createHash, randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOssEmulator, type OssEmulator } from '../index.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'

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

describe('PutObject', () => {
  it('answers with MD5 and CRC-64 of what it stored', async () => {
    const answer = await client.send({ method: 'PUT', key: 'hello.txt', body: 'hello world' })

    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      etag: '"5EB63BBBE01EEED093CB22BB8F5ACDC3"',
      'content-md5': 'XrY7u+Ae7tCTyyK7j1rNww==',
      'x-oss-hash-crc64ecma': '5981764153023615706',
      'content-length': '0',
      server: 'AliyunOSS',
    })
    expect(answer.headers['x-oss-request-id']).toMatch(/^[0-9A-F]{24}$/u)
    expect(answer.headers['x-oss-server-time']).toMatch(/^\d+$/u)
  })

  it('refuses bytes that are not those of the Content-MD5, and stores nothing', async () => {
    const headers = { 'content-md5': createHash('md5').update('other').digest('base64') }
    const answer = await client.send({ method: 'PUT', key: 'md5', body: 'hello', headers })

    expect(answer.status).toBe(400)
    expect(answer.xml('Error').text('Code')).toBe('InvalidDigest')
    expect(await statusOf('md5')).toBe(404)
  })

  it('refuses a Content-MD5 that is none', async () => {
    const headers = { 'content-md5': 'nonsense' }
    const answer = await client.send({ method: 'PUT', key: 'md5', body: 'hello', headers })

    expect(answer.xml('Error').text('Code')).toBe('InvalidDigest')
  })

  it('wants to know the length', async () => {
    const answer = await client.send({ method: 'PUT', key: 'endless' })

    expect(answer.status).toBe(411)
    expect(answer.xml('Error').text('Code')).toBe('MissingContentLength')
  })

  it('accepts a chunked body', async () => {
    const chunks = [Buffer.from('hello '), Buffer.from('world')]
    const body = (async function* () {
      yield* chunks
    })()
    const answer = await client.send({ method: 'PUT', key: 'chunked', body })

    expect(answer.headers['x-oss-hash-crc64ecma']).toBe('5981764153023615706')
  })

  it('refuses more than 5 GB before the first byte', async () => {
    const headers = { 'content-length': String(5 * 1024 ** 3 + 1), expect: '100-continue' }
    const body = (async function* () {
      yield Buffer.from('x')
    })()
    const answer = await client.send({ method: 'PUT', key: 'huge', headers, body })

    expect(answer.xml('Error').text('Code')).toBe('EntityTooLarge')
    client.close()
  })

  it('keeps an object when overwriting is forbidden', async () => {
    await client.send({ method: 'PUT', key: 'kept', body: 'first' })
    const headers = { 'x-oss-forbid-overwrite': 'true' }
    const answer = await client.send({ method: 'PUT', key: 'kept', body: 'second', headers })

    expect(answer.status).toBe(409)
    expect(answer.headers['x-oss-ec']).toBe('0026-00000002')
    expect(answer.xml('Error').text('Code')).toBe('FileAlreadyExists')
    expect((await client.send({ key: 'kept' })).text).toBe('first')
  })

  it('refuses more than 8 KB of user metadata', async () => {
    const headers = { 'x-oss-meta-long': 'x'.repeat(8200) }
    const answer = await client.send({ method: 'PUT', key: 'meta', body: '', headers })

    expect(answer.status).toBe(400)
    expect(answer.xml('Error').text('Code')).toBe('InvalidArgument')
  })

  it('refuses an unknown storage class', async () => {
    const headers = { 'x-oss-storage-class': 'Attic' }
    const answer = await client.send({ method: 'PUT', key: 'class', body: '', headers })

    expect(answer.xml('Error').text('ArgumentValue')).toBe('Attic')
  })
})

describe('HeadObject', () => {
  it('describes an object by the headers that came with it', async () => {
    const headers = {
      'content-type': 'image/png',
      'cache-control': 'max-age=60',
      'content-disposition': 'attachment; filename="a.png"',
      'x-oss-meta-name': 'K%C3%A4se',
      'x-oss-tagging': 'a=1&b=2',
      'x-oss-storage-class': 'IA',
    }
    await client.send({ method: 'PUT', key: 'described', body: '123456789', headers })
    const answer = await client.send({ method: 'HEAD', key: 'described' })

    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'max-age=60',
      'content-disposition': 'attachment; filename="a.png"',
      'x-oss-meta-name': 'K%C3%A4se',
      'x-oss-tagging-count': '2',
      'x-oss-storage-class': 'IA',
      'x-oss-object-type': 'Normal',
      'x-oss-hash-crc64ecma': '11051210869376104954',
      'content-length': '9',
    })
    expect(answer.headers['x-oss-tagging']).toBeUndefined()
  })

  it('carries the error of a missing object in x-oss-err', async () => {
    const answer = await client.send({ method: 'HEAD', key: 'missing' })
    const error = Buffer.from(String(answer.headers['x-oss-err']), 'base64').toString('utf8')

    expect(answer.status).toBe(404)
    expect(answer.body).toHaveLength(0)
    expect(answer.headers['x-oss-ec']).toBe('0026-00000001')
    expect(error).toContain('<Code>NoSuchKey</Code>')
    expect(error).toContain('<Key>missing</Key>')
  })

  it('gives only size, time, ETag and CRC for ?objectMeta', async () => {
    const answer = await client.send({
      method: 'HEAD',
      key: 'hello.txt',
      query: { objectMeta: '' },
    })

    expect(answer.headers['content-length']).toBe('11')
    expect(answer.headers['content-type']).toBeUndefined()
    expect(answer.headers['x-oss-object-type']).toBeUndefined()
  })
})

describe('GetObject', () => {
  beforeAll(async () => {
    await client.send({ method: 'PUT', key: 'digits', body: '0123456789' })
  })

  it.each([
    { range: 'bytes=2-4', status: 206, text: '234' },
    { range: 'bytes=7-', status: 206, text: '789' },
    { range: 'bytes=-2', status: 206, text: '89' },
    { range: 'bytes=0-9', status: 206, text: '0123456789' },
    { range: 'bytes=5-20', status: 200, text: '0123456789' },
    { range: 'bytes=10-12', status: 200, text: '0123456789' },
    { range: 'bytes=4-2', status: 200, text: '0123456789' },
    { range: 'lines=1-2', status: 200, text: '0123456789' },
  ])('answers $range with $status', async ({ range, status, text }) => {
    const answer = await client.send({ key: 'digits', headers: { range } })

    expect(answer.status).toBe(status)
    expect(answer.text).toBe(text)
    expect(answer.headers['content-length']).toBe(String(text.length))
  })

  it('says which bytes a range gave, and the CRC-64 of the whole', async () => {
    const answer = await client.send({ key: 'digits', headers: { range: 'bytes=2-4' } })
    const whole = await client.send({ key: 'digits' })

    expect(answer.headers['content-range']).toBe('bytes 2-4/10')
    expect(answer.headers['x-oss-hash-crc64ecma']).toBe(whole.headers['x-oss-hash-crc64ecma'])
  })

  it('cuts or refuses a range outside when standard behaviour is asked for', async () => {
    const standard = { 'x-oss-range-behavior': 'standard' }
    const cut = await client.send({ key: 'digits', headers: { ...standard, range: 'bytes=5-20' } })
    const outside = await client.send({
      key: 'digits',
      headers: { ...standard, range: 'bytes=10-' },
    })

    expect([cut.status, cut.text]).toEqual([206, '56789'])
    expect(outside.status).toBe(416)
    expect(outside.xml('Error').text('Code')).toBe('InvalidRange')
  })

  it('answers with the headers that the query asks for', async () => {
    const query = {
      'response-content-type': 'text/x-digits',
      'response-content-disposition': 'attachment',
    }
    const answer = await client.send({ key: 'digits', query })

    expect(answer.headers['content-type']).toBe('text/x-digits')
    expect(answer.headers['content-disposition']).toBe('attachment')
  })

  it.each([
    { condition: 'if-match', value: '"0"', status: 412 },
    { condition: 'if-match', value: '"781E5E245D69B566979B86E28D23F2C7"', status: 200 },
    { condition: 'if-none-match', value: '"781E5E245D69B566979B86E28D23F2C7"', status: 304 },
    { condition: 'if-none-match', value: '"0"', status: 200 },
    { condition: 'if-modified-since', value: 'Fri, 01 Jan 2100 00:00:00 GMT', status: 304 },
    { condition: 'if-modified-since', value: 'Sat, 01 Jan 2000 00:00:00 GMT', status: 200 },
    { condition: 'if-unmodified-since', value: 'Sat, 01 Jan 2000 00:00:00 GMT', status: 412 },
    { condition: 'if-unmodified-since', value: 'Fri, 01 Jan 2100 00:00:00 GMT', status: 200 },
  ])('answers $condition: $value with $status', async ({ condition, value, status }) => {
    const answer = await client.send({ key: 'digits', headers: { [condition]: value } })

    expect(answer.status).toBe(status)
  })

  it('answers 304 without a body, but with the ETag', async () => {
    const { etag = '' } = (await client.send({ method: 'HEAD', key: 'digits' })).headers
    const answer = await client.send({ key: 'digits', headers: { 'if-none-match': etag } })

    expect(answer.headers.etag).toBe(etag)
    expect(answer.body).toHaveLength(0)
  })

  it('gives an empty object', async () => {
    await client.send({ method: 'PUT', key: 'empty', body: '' })
    const answer = await client.send({ key: 'empty' })

    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(answer.headers['x-oss-hash-crc64ecma']).toBe('0')
  })

  it('gives the bytes that were asked for while the object is replaced', async () => {
    const first = randomBytes(3_000_000)
    const second = randomBytes(3_000_000)
    await client.send({ method: 'PUT', key: 'replaced', body: first })
    const [read] = await Promise.all([
      client.send({ key: 'replaced' }),
      client.send({ method: 'PUT', key: 'replaced', body: second }),
    ])

    expect([first, second].some((version) => version.equals(read.body))).toBe(true)
    expect((await client.send({ key: 'replaced' })).body.equals(second)).toBe(true)
  })

  it('writes an error with its elements in order', async () => {
    const answer = await client.send({ key: 'missing' })
    const names = [...answer.text.matchAll(/<(\w+)>/gu)].map(([, name]) => name)

    expect(answer.headers['content-type']).toBe('application/xml')
    expect(names).toEqual([
      'Error',
      'Code',
      'Message',
      'RequestId',
      'HostId',
      'Key',
      'EC',
      'RecommendDoc',
    ])
    expect(answer.xml('Error').text('RequestId')).toBe(answer.headers['x-oss-request-id'])
    expect(answer.xml('Error').text('HostId')).toBe(`localhost:${emulator.port}`)
  })
})

describe('DeleteObject', () => {
  it('answers 204 whether or not the object existed', async () => {
    await client.send({ method: 'PUT', key: 'deleted', body: 'x' })

    expect((await client.send({ method: 'DELETE', key: 'deleted' })).status).toBe(204)
    expect((await client.send({ method: 'DELETE', key: 'deleted' })).status).toBe(204)
    expect(await statusOf('deleted')).toBe(404)
  })
})

describe('object keys', () => {
  it.each([
    '../../../etc/passwd',
    'a/../../b',
    'double//slash/',
    'nul\u0000inside',
    'line\nbreak\r\u0001',
    'emoji 🦆 und ä',
    'percent %2F and + plus',
    '.',
    'CON',
    'x'.repeat(1023),
    '漢'.repeat(341),
  ])('keeps %j apart and gives it back', async (key) => {
    const put = await client.send({ method: 'PUT', key, body: key })
    const got = await client.send({ key })

    expect(put.status).toBe(200)
    expect(got.text).toBe(key)
  })

  it.each(['/leading', '\\leading', 'x'.repeat(1024)])('refuses %j', async (key) => {
    const answer = await client.send({ method: 'PUT', key, body: 'x' })

    expect(answer.xml('Error').text('Code')).toBe('InvalidObjectName')
  })

  it('never become names outside of the data directory', async () => {
    const before = await readdir('/')
    await client.send({ method: 'PUT', key: '../'.repeat(20) + 'escaped', body: 'x' })

    expect(await readdir('/')).toEqual(before)
  })
})

describe('what the emulator does not know', () => {
  it.each([
    { method: 'GET', query: { acl: '' }, code: 'NotImplemented' },
    { method: 'POST', query: { append: '', position: '0' }, code: 'NotImplemented' },
    { method: 'POST', query: {}, code: 'MethodNotAllowed' },
  ])('refuses $method $query with $code', async ({ method, query, code }) => {
    const answer = await client.send({ method, key: 'digits', query, body: '' })

    expect(answer.xml('Error').text('Code')).toBe(code)
  })

  it('refuses a copy, rather than to do half of it', async () => {
    const headers = { 'x-oss-copy-source': '/demo-bucket/digits' }
    const answer = await client.send({ method: 'PUT', key: 'half', body: '', headers })

    expect(answer.xml('Error').text('Code')).toBe('NotImplemented')
    expect(await statusOf('half')).toBe(404)
  })
})

async function statusOf(key: string): Promise<number> {
  return (await client.send({ method: 'HEAD', key })).status
}
