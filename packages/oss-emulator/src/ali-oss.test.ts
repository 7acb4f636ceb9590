import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import OSS from 'ali-oss'
import { createOssEmulator, type OssEmulator } from './index.ts'

const awkwardKey = "文件/a b+(c)'!*~&=?.bin"
const roleArn = 'acs:ram::1234567890123456:role/uploader'
const partSize = 100 * 1024

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator({ minimumTokenSeconds: 1 })
})

afterAll(() => emulator.close())

describe.each([
  { version: 'V1', authorizationV4: false },
  { version: 'V4', authorizationV4: true },
])('ali-oss with $version signatures', ({ version, authorizationV4 }) => {
  const key = `${version}/${awkwardKey}`

  it('puts, reads, describes and deletes an object', async () => {
    const client = createClient({ authorizationV4 })
    const content = randomBytes(5000)
    await client.put(key, content, { meta: { uid: 7, pid: 3 } })
    const got = await client.get(key)
    const head = await client.head(key)
    await client.delete(key)

    expect(content.equals(got.content)).toBe(true)
    expect(head.meta).toEqual({ uid: '7', pid: '3' })
    await expect(client.head(key)).rejects.toMatchObject({ status: 404, code: 'NoSuchKey' })
  })

  it('uploads in parts', async () => {
    const client = createClient({ authorizationV4 })
    const content = randomBytes(5 * partSize + 1)
    await client.multipartUpload(key, content, { partSize, parallel: 3 })

    expect(content.equals((await client.get(key)).content)).toBe(true)
  })

  it('goes on with an upload of which parts are stored', async () => {
    const client = createClient({ authorizationV4 })
    const content = randomBytes(3 * partSize)
    const { uploadId } = await client.initMultipartUpload(key, { mime: 'video/mp4' })
    const first = await client.uploadPart(key, uploadId, 1, content, 0, partSize)
    const uploads = await client.listUploads({ 'max-uploads': 10, prefix: version })
    const listed = await client.listParts(key, uploadId)
    const second = await client.uploadPart(key, uploadId, 2, content, partSize, 3 * partSize)
    await client.completeMultipartUpload(key, uploadId, [
      { number: 1, etag: first.etag },
      { number: 2, etag: second.etag },
    ])
    const head = await client.head(key)

    expect(uploads.uploads).toMatchObject([{ name: key, uploadId }])
    // A single part comes as an object, not as a list.
    expect(listed.parts).toMatchObject({ PartNumber: '1', Size: String(partSize) })
    expect(content.equals((await client.get(key)).content)).toBe(true)
    expect(head.res.headers).toMatchObject({ 'content-type': 'video/mp4' })
    await expect(client.completeMultipartUpload(key, uploadId, [])).rejects.toMatchObject({
      code: 'NoSuchUpload',
    })
  })

  it('aborts an upload', async () => {
    const client = createClient({ authorizationV4 })
    const { uploadId } = await client.initMultipartUpload(key)

    await client.abortMultipartUpload(key, uploadId)

    await expect(client.listParts(key, uploadId)).rejects.toMatchObject({ code: 'NoSuchUpload' })
  })

  it('lists objects with both versions of the call', async () => {
    const client = createClient({ authorizationV4 })
    await client.put(key, Buffer.from('listed'))
    const query = { prefix: `${version}/`, 'max-keys': 10 }
    const first = await client.list(query, {})
    const second = await client.listV2({ prefix: `${version}/`, 'max-keys': '10' })

    expect(first.objects.map(({ name }) => name)).toEqual([key])
    expect(second.objects).toMatchObject([{ name: key, size: 6 }])
  })

  it('uploads with a token, within the rights of its session policy', async () => {
    const { credentials } = await createSts().assumeRole(
      roleArn,
      {
        Version: '1',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['oss:PutObject', 'oss:ListParts', 'oss:AbortMultipartUpload'],
            Resource: [`acs:oss:*:*:demo-bucket/${version}/users/42/*`],
          },
        ],
      },
      900,
      'u-42',
    )
    const client = createClient({ authorizationV4, credentials: toKeys(credentials) })
    const content = randomBytes(2 * partSize)
    await client.multipartUpload(`${version}/users/42/film.mp4`, content, { partSize })

    const denied = { status: 403, code: 'AccessDenied', ecCode: '0003-00000301' }
    await expect(client.put(`${version}/users/43/x`, content)).rejects.toMatchObject(denied)
    await expect(client.get(`${version}/users/42/film.mp4`)).rejects.toMatchObject({
      status: 403,
      code: 'AccessDenied',
    })
  })
})

describe('URLs that ali-oss signed', () => {
  it('work with V1', async () => {
    const client = createClient({ authorizationV4: false })
    const put = client.signatureUrl(awkwardKey, { method: 'PUT', 'Content-Type': 'text/x-note' })
    const stored = await fetch(put, {
      method: 'PUT',
      body: 'by URL',
      headers: { 'content-type': 'text/x-note' },
    })
    const got = await fetch(client.signatureUrl(awkwardKey))

    expect(stored.status).toBe(200)
    expect([await got.text(), got.headers.get('content-type')]).toEqual(['by URL', 'text/x-note'])
  })

  it('carry a whole multipart upload with V4 and a token', async () => {
    const { credentials } = await createSts().assumeRole(roleArn, undefined, 900, 'u-42')
    const client = createClient({ authorizationV4: true, credentials: toKeys(credentials) })
    const sign = async (method: string, queries: object): Promise<string> => {
      // The client's types do not know all methods.
      const known = method as OSS.HTTPMethods
      return client.signatureUrlV4(known, 60, { queries }, awkwardKey)
    }
    const initiated = await fetch(await sign('POST', { uploads: null }), { method: 'POST' })
    const uploadId = /<UploadId>(\w+)</u.exec(await initiated.text())?.[1] ?? ''
    const url = await sign('PUT', { partNumber: 1, uploadId })
    const part = await fetch(url, { method: 'PUT', body: Buffer.from('by URL') })
    const listed = await fetch(await sign('GET', { uploadId }))
    const etag = part.headers.get('etag') ?? ''
    const completed = await fetch(await sign('POST', { uploadId }), {
      method: 'POST',
      body: Buffer.from(
        `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`,
      ),
    })
    const got = await fetch(await sign('GET', {}))

    expect(await listed.text()).toContain(`<ETag>${etag}</ETag>`)
    expect(completed.status).toBe(200)
    expect(await got.text()).toBe('by URL')
  })
})

describe('a token', () => {
  it('is refused when it was let expire, by request or by fault', async () => {
    const { credentials } = await createSts().assumeRole(roleArn, undefined, 900, 'u-42')
    const client = createClient({ authorizationV4: true, credentials: toKeys(credentials) })
    const expired = { status: 403, code: 'SecurityTokenExpired', ecCode: '0002-00000007' }

    emulator.faults.add({ kind: 'token-expired', times: 1 })
    await expect(client.put('token', Buffer.from('x'))).rejects.toMatchObject(expired)
    await client.put('token', Buffer.from('x'))
    emulator.tokens.expire(credentials.AccessKeyId)
    await expect(client.put('token', Buffer.from('x'))).rejects.toMatchObject(expired)
  })

  it('is unknown when it was revoked', async () => {
    const { credentials } = await createSts().assumeRole(roleArn, undefined, 900, 'u-42')
    const client = createClient({ authorizationV4: true, credentials: toKeys(credentials) })
    emulator.tokens.revoke(credentials.AccessKeyId)

    await expect(client.put('token', Buffer.from('x'))).rejects.toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
    })
  })

  it('is named in the log by its access key', async () => {
    const { credentials } = await createSts().assumeRole(roleArn, undefined, 900, 'u-42')
    const client = createClient({ authorizationV4: true, credentials: toKeys(credentials) })
    await client.put('token', Buffer.from('x'))
    const [last] = emulator.requests.list().slice(-1)

    expect(last?.accessKeyId).toBe(credentials.AccessKeyId)
    expect(JSON.stringify(emulator.requests.list())).not.toContain(credentials.SecurityToken)
  })
})

describe('STS', () => {
  it('says what it does not accept', async () => {
    const wrongRole = createSts().assumeRole('acs:ram::1:role/other', undefined, 900, 'u-42')
    const wrongTime = createSts().assumeRole(roleArn, undefined, 99_999, 'u-42')

    await expect(wrongRole).rejects.toMatchObject({ status: 404, code: 'EntityNotExist.Role' })
    await expect(wrongTime).rejects.toMatchObject({
      status: 400,
      code: 'InvalidParameter.DurationSeconds',
    })
  })
})

interface ClientOptions {
  readonly authorizationV4: boolean
  readonly credentials?: { accessKeyId: string; accessKeySecret: string; stsToken: string }
}

function createClient({ authorizationV4, credentials }: ClientOptions): OSS {
  // The client can address a bucket by path, of which its types know nothing.
  const options = {
    ...(credentials ?? accountKeys()),
    // Without it, the client writes a recommendation to the console.
    ...(credentials === undefined ? {} : { refreshSTSToken: async () => credentials }),
    region: 'oss-cn-hangzhou',
    bucket: 'demo-bucket',
    endpoint: emulator.url,
    sldEnable: true,
    authorizationV4,
  }
  return new OSS(options)
}

function createSts(): OSS.STS {
  // The client takes an endpoint, of which its types know nothing.
  const options = { ...accountKeys(), endpoint: emulator.url }
  return new OSS.STS(options)
}

function accountKeys() {
  const [account = { accessKeyId: '', accessKeySecret: '' }] = emulator.accounts
  return { accessKeyId: account.accessKeyId, accessKeySecret: account.accessKeySecret }
}

function toKeys(credentials: OSS.Credentials) {
  const { AccessKeyId, AccessKeySecret, SecurityToken } = credentials
  return {
    accessKeyId: AccessKeyId,
    accessKeySecret: AccessKeySecret,
    stsToken: SecurityToken,
  }
}
