import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOssEmulator, type OssEmulator } from '../index.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'

let emulator: OssEmulator
let client: TestClient

beforeAll(async () => {
  emulator = await createOssEmulator()
  client = createTestClient(emulator)
  await client.send({ method: 'PUT', key: 'a b+c/ä', body: 'found' })
})

afterAll(async () => {
  client.close()
  await emulator.close()
})

describe('the address of a bucket', () => {
  it.each([
    'localhost',
    '127.0.0.1',
    'LOCALHOST:9000',
    'demo-bucket.localhost:9000',
    'demo-bucket.oss-cn-hangzhou.aliyuncs.com',
    'demo-bucket.oss-cn-hangzhou-internal.aliyuncs.com',
    'demo-bucket.oss-accelerate.aliyuncs.com',
    'demo-bucket.cn-hangzhou.oss.aliyuncs.com',
  ])('may be %s', async (host) => {
    expect((await client.send({ key: 'a b+c/ä', host })).text).toBe('found')
  })

  it('is told to who asks in another region', async () => {
    const host = 'demo-bucket.oss-cn-beijing.aliyuncs.com'
    const answer = await client.send({ key: 'x', host })

    const error = answer.xml('Error')
    expect(answer.status).toBe(403)
    expect(answer.headers['x-oss-ec']).toBe('0003-00001403')
    expect(error.text('Bucket')).toBe('demo-bucket')
    expect(error.text('Endpoint')).toBe('oss-cn-hangzhou.aliyuncs.com')
    expect(error.text('HostId')).toBe(host)
  })

  it.each([
    { host: 'oss-cn-hangzhou.aliyuncs.com', code: 'SecondLevelDomainForbidden' },
    { host: 'evil.example.com', code: 'NonStandardHostForbidden' },
  ])('is refused at $host with $code', async ({ host, code }) => {
    expect((await client.send({ key: 'x', host })).xml('Error').text('Code')).toBe(code)
  })

  it.each([
    { bucket: 'no-such-bucket', status: 404, code: 'NoSuchBucket', ec: '0015-00000101' },
    { bucket: 'Upper', status: 400, code: 'InvalidBucketName', ec: '0015-00000001' },
    { bucket: 'ab', status: 400, code: 'InvalidBucketName', ec: '0015-00000001' },
    { bucket: '-ab', status: 400, code: 'InvalidBucketName', ec: '0015-00000001' },
    { bucket: 'a'.repeat(64), status: 400, code: 'InvalidBucketName', ec: '0015-00000001' },
  ])('is checked before anything else: $bucket', async ({ bucket, status, code, ec }) => {
    const answer = await client.send({ bucket, key: 'x', signed: false })

    expect(answer.status).toBe(status)
    expect(answer.xml('Error').text('Code')).toBe(code)
    expect(answer.headers['x-oss-ec']).toBe(ec)
    expect(answer.xml('Error').text('BucketName')).toBe(bucket)
  })
})

describe('a query', () => {
  it('keeps a plus as a plus', async () => {
    await client.send({ key: 'x', query: { marked: '1+1 =&2' } })
    const [last] = emulator.requests.list().slice(-1)

    expect(last?.query['marked']).toBe('1+1 =&2')
  })

  it('is refused when it names an upload twice', async () => {
    const response = await fetch(`${emulator.url}/demo-bucket/x?uploadId=1&uploadId=2`)

    expect(response.status).toBe(400)
  })

  it('is refused when it is not UTF-8', async () => {
    const response = await fetch(`${emulator.url}/demo-bucket/x?prefix=%ff`)

    expect(await response.text()).toContain('<Code>InvalidArgument</Code>')
  })
})
