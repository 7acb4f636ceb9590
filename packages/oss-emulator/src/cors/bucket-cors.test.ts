import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOssEmulator, type OssEmulator } from '../index.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'

const origin = 'https://app.example.com'
const rules = `<CORSConfiguration>
  <CORSRule>
    <AllowedOrigin>${origin}</AllowedOrigin>
    <AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod>
    <AllowedHeader>*</AllowedHeader>
    <ExposeHeader>ETag</ExposeHeader>
    <MaxAgeSeconds>60</MaxAgeSeconds>
  </CORSRule>
  <ResponseVary>true</ResponseVary>
</CORSConfiguration>`

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

describe('a bucket for development', () => {
  it('allows every origin, without a signature on the preflight', async () => {
    const answer = await preflight('demo-bucket')

    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'x-oss-date, content-type',
      'content-length': '0',
    })
    expect(answer.headers['access-control-expose-headers']).toContain('x-oss-hash-crc64ecma')
  })

  it('lets a page read errors as well', async () => {
    const answer = await client.send({ key: 'missing', headers: { origin } })

    expect(answer.status).toBe(404)
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.headers.vary).toBe('Origin')
  })
})

describe('PutBucketCors', () => {
  beforeAll(async () => {
    await client.send({ method: 'PUT', bucket: 'own-rules', body: '' })
    await client.send({ method: 'PUT', bucket: 'own-rules', query: { cors: '' }, body: rules })
  })

  it('is read back by GetBucketCors', async () => {
    const answer = await client.send({ bucket: 'own-rules', query: { cors: '' } })
    const rule = answer.xml('CORSConfiguration').children('CORSRule')[0]

    expect(rule?.texts('AllowedOrigin')).toEqual([origin])
    expect(rule?.texts('AllowedMethod')).toEqual(['GET', 'PUT'])
    expect(rule?.text('MaxAgeSeconds')).toBe('60')
    expect(answer.xml('CORSConfiguration').text('ResponseVary')).toBe('true')
  })

  it('decides about preflights', async () => {
    const other = await preflight('own-rules', 'https://evil.example.com')

    expect((await preflight('own-rules')).headers['access-control-allow-origin']).toBe(origin)
    expect(other.status).toBe(403)
    expect(other.xml('Error').text('Code')).toBe('AccessForbidden')
    expect(other.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('hides the answer from another origin, but does what was asked', async () => {
    const headers = { origin: 'https://evil.example.com' }
    const put = { method: 'PUT', bucket: 'own-rules', key: 'written', body: 'x', headers }
    const answer = await client.send(put)

    expect(answer.status).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect((await client.send({ bucket: 'own-rules', key: 'written' })).text).toBe('x')
  })

  it.each([
    ['<CORSConfiguration></CORSConfiguration>', 'MalformedXML'],
    [rules.replace('<AllowedMethod>GET', '<AllowedMethod>PATCH'), 'InvalidArgument'],
    [rules.replace('ETag', '*'), 'InvalidArgument'],
    [rules.replace(origin, 'https://*.*'), 'InvalidArgument'],
    [rules.replace('60', 'soon'), 'MalformedXML'],
  ])('refuses rules that OSS would not take', async (body, code) => {
    const answer = await client.send({ method: 'PUT', query: { cors: '' }, body })

    expect(answer.xml('Error').text('Code')).toBe(code)
  })

  it('is undone by DeleteBucketCors', async () => {
    await client.send({ method: 'PUT', bucket: 'no-rules', body: '' })
    await client.send({ method: 'DELETE', bucket: 'no-rules', query: { cors: '' } })
    const read = await client.send({ bucket: 'no-rules', query: { cors: '' } })

    expect(read.xml('Error').text('Code')).toBe('NoSuchCORSConfiguration')
    expect((await preflight('no-rules')).headers['x-oss-ec']).toBe('0003-00000601')
  })
})

function preflight(bucket: string, from: string = origin) {
  return client.send({
    method: 'OPTIONS',
    bucket,
    key: 'x',
    query: { partNumber: '1', uploadId: 'x' },
    headers: {
      origin: from,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'x-oss-date,content-type',
    },
    signed: false,
  })
}
