import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOssEmulator, type OssEmulator } from '../index.ts'
import { signForm } from '../testing/sign-form.ts'
import { createTestClient, type TestAnswer, type TestClient } from '../testing/test-client.ts'

const expiration = '2100-01-01T00:00:00.000Z'

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

describe('PostObject', () => {
  it('stores the file under the key of the form and answers 204', async () => {
    const content = randomBytes(200_000)
    const file = new File([content], 'photo.png', { type: 'image/png' })
    const answer = await post({ key: 'forms/${filename}', 'x-oss-meta-uid': '42' }, file)
    const stored = await client.send({ key: 'forms/photo.png' })

    expect(answer.status).toBe(204)
    expect(answer.headers.etag).toBe(stored.headers.etag)
    expect(answer.headers['x-oss-hash-crc64ecma']).toBe(stored.headers['x-oss-hash-crc64ecma'])
    expect(stored.body.equals(content)).toBe(true)
    expect(stored.headers).toMatchObject({ 'content-type': 'image/png', 'x-oss-meta-uid': '42' })
  })

  it('stores other bytes under the fault object-damaged, and reports what it stored', async () => {
    const id = emulator.faults.add({ kind: 'object-damaged', offset: 1 })
    const answer = await post({ key: 'damaged' }, textFile('abc'))
    emulator.faults.remove(id)
    const stored = await client.send({ key: 'damaged' })

    expect(stored.text).toBe('acc')
    expect(answer.headers['x-oss-hash-crc64ecma']).toBe(stored.headers['x-oss-hash-crc64ecma'])
  })

  it('is logged under the key of the form', async () => {
    await post({ key: 'logged-form' }, textFile('x'))
    const [last] = emulator.requests.list().slice(-1)

    expect(last).toMatchObject({ operation: 'PostObject', key: 'logged-form', status: 204 })
  })

  it('gives bucket, key and ETag as XML with success_action_status 201', async () => {
    const answer = await post(
      { key: 'ä.txt', success_action_status: '201' },
      textFile('hello world'),
    )

    const result = answer.xml('PostResponse')
    expect(answer.status).toBe(201)
    expect(result.text('Bucket')).toBe('demo-bucket')
    expect(result.text('Key')).toBe('ä.txt')
    expect(result.text('ETag')).toBe('"5EB63BBBE01EEED093CB22BB8F5ACDC3"')
    expect(result.text('Location')).toBe(`http://localhost:${emulator.port}/demo-bucket/%C3%A4.txt`)
  })

  it.each([
    { asked: '200', status: 200 },
    { asked: '204', status: 204 },
    { asked: '999', status: 204 },
  ])('answers $status to success_action_status $asked', async ({ asked, status }) => {
    const answer = await post({ key: 'status', success_action_status: asked }, textFile('x'))

    expect(answer.status).toBe(status)
  })

  it('redirects with bucket, key and ETag', async () => {
    const redirect = 'https://app.example.com/done?from=form'
    const answer = await post({ key: 'redirect', success_action_redirect: redirect }, textFile('x'))

    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe(
      `${redirect}&bucket=demo-bucket&key=redirect&etag=%229DD4E461268C8034F5C8564E155C67A6%22`,
    )
  })

  it.each([
    { size: 11, code: 'EntityTooLarge' },
    { size: 1_000_000, code: 'EntityTooLarge' },
    { size: 4, code: 'EntityTooSmall' },
  ])('stores nothing of $size bytes when 5 to 10 are allowed', async ({ size, code }) => {
    const conditions = [['content-length-range', 5, 10]]
    const key = `range-${size}`
    const answer = await post({ key }, textFile('x'.repeat(size)), { expiration, conditions })

    expect(answer.status).toBe(400)
    expect(answer.xml('Error').text('Code')).toBe(code)
    expect((await client.send({ method: 'HEAD', key })).status).toBe(404)
  })

  it.each([5, 10])('stores %i bytes when 5 to 10 are allowed', async (size) => {
    const conditions = [['content-length-range', 5, 10]]
    const file = textFile('x'.repeat(size))
    const answer = await post({ key: `range-${size}` }, file, { expiration, conditions })

    expect(answer.status).toBe(204)
  })

  it('holds the key against the policy', async () => {
    const policy = { expiration, conditions: [['starts-with', '$key', 'users/42/']] }
    const answer = await post({ key: 'users/43/x' }, textFile('x'), policy)

    expect(answer.status).toBe(403)
    expect(answer.xml('Error').text('Message')).toContain('Policy Condition failed')
  })

  it('refuses a policy that has expired', async () => {
    const policy = { expiration: '2020-01-01T00:00:00.000Z', conditions: [] }
    const answer = await post({ key: 'late' }, textFile('x'), policy)

    expect(answer.headers['x-oss-ec']).toBe('0006-00000213')
  })

  it('refuses a key that is not valid', async () => {
    const answer = await post({ key: '/leading' }, textFile('x'))

    expect(answer.xml('Error').text('Code')).toBe('InvalidObjectName')
  })

  it('keeps an object when overwriting is forbidden', async () => {
    await post({ key: 'once' }, textFile('first'))
    const answer = await post({ key: 'once', 'x-oss-forbid-overwrite': 'true' }, textFile('second'))

    expect(answer.status).toBe(409)
    expect((await client.send({ key: 'once' })).text).toBe('first')
  })

  it('ignores what follows the file', async () => {
    const form = formOf({ key: 'last' }, textFile('x'))
    form.append('x-oss-meta-late', 'too late')
    const answer = await sendForm(form)
    const head = await client.send({ method: 'HEAD', key: 'last' })

    expect(answer.status).toBe(204)
    expect(head.headers['x-oss-meta-late']).toBeUndefined()
  })

  it('refuses a callback that cannot be, and stores nothing', async () => {
    const answer = await post({ key: 'callback', callback: 'e30=' }, textFile('x'))

    expect(answer.xml('Error').text('Code')).toBe('InvalidArgument')
    expect((await client.send({ key: 'callback' })).status).toBe(404)
  })

  it('wants a file', async () => {
    const form = formOf({ key: 'no-file' })
    const answer = await sendForm(form)

    expect(answer.xml('Error').text('Code')).toBe('IncorrectNumberOfFilesInPOSTRequest')
  })

  it('refuses a long field', async () => {
    const answer = await post({ key: 'long', note: 'x'.repeat(4097) }, textFile('x'))

    expect(answer.xml('Error').text('Code')).toBe('FieldItemTooLong')
  })

  it('refuses a body that ends too early, and stores nothing of it', async () => {
    const { headers, body } = await encode(formOf({ key: 'early' }, textFile('x'.repeat(5000))))
    const answer = await client.send({
      method: 'POST',
      headers,
      body: body.subarray(0, body.length - 1000),
      signed: false,
    })

    expect(answer.xml('Error').text('Code')).toBe('MalformedPOSTRequest')
    expect((await client.send({ method: 'HEAD', key: 'early' })).status).toBe(404)
  })

  it.each([
    { contentType: 'text/plain', code: 'RequestIsNotMultiPartContent' },
    { contentType: 'multipart/form-data', code: 'MalformedPOSTRequest' },
  ])('answers $code to $contentType', async ({ contentType, code }) => {
    const headers = { 'content-type': contentType }
    const answer = await client.send({ method: 'POST', headers, body: 'x', signed: false })

    expect(answer.xml('Error').text('Code')).toBe(code)
  })

  it('refuses a form that nobody signed', async () => {
    const form = new FormData()
    form.append('key', 'anonymous')
    form.append('file', textFile('x'))

    expect((await sendForm(form)).headers['x-oss-ec']).toBe('0003-00000905')
  })
})

function post(
  fields: Readonly<Record<string, string>>,
  file: File,
  policy: unknown = { expiration, conditions: [] },
): Promise<TestAnswer> {
  return sendForm(formOf(fields, file, policy))
}

function formOf(
  fields: Readonly<Record<string, string>>,
  file?: File,
  policy: unknown = { expiration, conditions: [] },
): FormData {
  const [account = { accessKeyId: '', accessKeySecret: '' }] = emulator.accounts
  const form = new FormData()
  const all = { ...fields, ...signForm(policy, account) }
  for (const [name, value] of Object.entries(all)) form.append(name, value)
  if (file !== undefined) form.append('file', file)
  return form
}

async function sendForm(form: FormData): Promise<TestAnswer> {
  return client.send({ method: 'POST', signed: false, ...(await encode(form)) })
}

async function encode(form: FormData): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const response = new Response(form)
  const contentType = response.headers.get('content-type') ?? ''
  return {
    headers: { 'content-type': contentType },
    body: Buffer.from(await response.arrayBuffer()),
  }
}

function textFile(text: string): File {
  return new File([text], 'file.txt', { type: 'text/plain' })
}
