import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOssEmulator, type OssEmulator } from '../index.ts'
import { createTestClient, type TestClient } from '../testing/test-client.ts'

const origin = 'https://app.example.com'

let emulator: OssEmulator
let client: TestClient

beforeEach(async () => {
  emulator = await createOssEmulator()
  client = createTestClient(emulator)
})

afterEach(async () => {
  client.close()
  await emulator.close()
})

describe('request-altered', () => {
  it('adds a header that nobody signed', async () => {
    emulator.faults.add({ kind: 'request-altered', header: 'x-oss-via', value: 'office-proxy' })
    const answer = await client.send({ key: 'x' })

    expect(answer.xml('Error').text('Code')).toBe('SignatureDoesNotMatch')
    expect(answer.xml('Error').text('CanonicalRequest')).toContain('x-oss-via:office-proxy')
  })

  it('takes the signature out of the URL', async () => {
    emulator.faults.add({ kind: 'request-altered', unsigned: true })
    const query = { 'x-oss-signature-version': 'OSS4-HMAC-SHA256', 'x-oss-signature': '00' }
    const answer = await client.send({ key: 'x', query, signed: false })

    expect(answer.xml('Error').text('EC')).toBe('0003-00000905')
  })
})

describe('foreign-answer', () => {
  it('says nothing that OSS says', async () => {
    emulator.faults.add({ kind: 'foreign-answer' })
    const { status, headers, text } = await client.send({ key: 'x' })

    expect(status).toBe(200)
    expect(headers['x-oss-request-id']).toBeUndefined()
    expect(headers['server']).toBeUndefined()
    expect(text).toContain('Sign in')
  })
})

describe('cors-missing', () => {
  it('takes one method out of the rules', async () => {
    emulator.faults.add({ kind: 'cors-missing', method: 'PUT' })

    expect((await preflight('PUT')).status).toBe(403)
    expect((await preflight('DELETE')).status).toBe(200)
  })

  it.each([
    ['content-type', 'content-type', 'x-oss-meta-a'],
    ['x-oss-*', 'x-oss-meta-a', 'content-type'],
  ])('takes the request header %s out of the rules', async (requestHeader, missing, kept) => {
    emulator.faults.add({ kind: 'cors-missing', requestHeader })

    expect((await preflight('POST', missing)).status).toBe(403)
    expect((await preflight('POST', kept)).status).toBe(200)
  })
})

describe('error', () => {
  it('carries the detail code that was asked for', async () => {
    const ec = '0002-00000904'
    emulator.faults.add({ kind: 'error', status: 403, code: 'InvalidAccessKeyId', ec })
    const answer = await client.send({ key: 'x' })

    expect(answer.xml('Error').text('EC')).toBe(ec)
    expect(answer.headers['x-oss-ec']).toBe(ec)
  })
})

function preflight(method: string, header?: string) {
  return client.send({
    method: 'OPTIONS',
    key: 'x',
    signed: false,
    headers: {
      origin,
      'access-control-request-method': method,
      ...(header && { 'access-control-request-headers': header }),
    },
  })
}
