import OSS from 'ali-oss'
import { testBytes } from '@resumable-upload/core/testing'
import { describe, expect, inject, it } from 'vitest'
import { emulatorControl } from './test-support/emulator-control.ts'
import { readCredentials } from './read-credentials.ts'

const partSize = 100 * 1024

/** The SDK as pages get it, used in its own way: the emulator has to understand all of it. */
describe.each([
  { version: 'V1', authorizationV4: false },
  { version: 'V4', authorizationV4: true },
])('the SDK’s own browser build with $version signatures', ({ version, authorizationV4 }) => {
  const key = `sdk-in-page/${version}/季报 a+b (1).bin`

  it('puts, describes, reads, lists and deletes an object', async () => {
    const client = createClient({ authorizationV4 })
    await client.put(key, new File([testBytes(5000)], 'a.bin'))
    const head = await client.head(key)
    const got = await client.get(key)
    const listed = await client.list({ prefix: `sdk-in-page/${version}/`, 'max-keys': 10 }, {})
    await client.delete(key)

    expect(head.status).toBe(200)
    expect(new Uint8Array(got.content)).toEqual(testBytes(5000))
    expect(listed.objects.map(({ name }) => name)).toEqual([key])
    await expect(client.head(key)).rejects.toMatchObject({ status: 404 })
  })

  it('uploads in parts, with its own renewal of tokens left alone', async () => {
    const client = createClient({ authorizationV4 })
    const file = new File([testBytes(partSize + 1)], 'b.bin')

    await client.multipartUpload(key, file, { partSize, parallel: 2 })

    const { content } = await client.get(key)
    expect(new Uint8Array(content)).toEqual(testBytes(partSize + 1))
  })

  it('aborts an upload', async () => {
    const client = createClient({ authorizationV4 })
    const { uploadId } = await client.initMultipartUpload(key)
    await client.abortMultipartUpload(key, uploadId)

    await expect(client.listParts(key, uploadId)).rejects.toMatchObject({ code: 'NoSuchUpload' })
  })

  it('signs URLs that put and get', async () => {
    const client = createClient({ authorizationV4 })
    const sign = (method: 'PUT' | 'GET') =>
      authorizationV4
        ? client.signatureUrlV4(method, 60, {}, key)
        : client.signatureUrl(key, { method, expires: 60 })

    const stored = await fetch(await sign('PUT'), { method: 'PUT', body: new Blob(['by URL']) })
    const got = await fetch(await sign('GET'))

    expect(stored.status).toBe(200)
    expect(await got.text()).toBe('by URL')
  })

  it('works with a token from STS', async () => {
    const { accessKeyId, accessKeySecret, securityToken } = readCredentials(
      await emulatorControl.issueToken(),
      { allowPermanentKey: false },
    )
    const stsToken = securityToken ?? ''
    const client = createClient({ authorizationV4, accessKeyId, accessKeySecret, stsToken })

    const { name } = await client.put(key, new Blob(['with a token']))

    expect(name).toBe(key)
  })
})

function createClient(options: Partial<OSS.Options>): OSS {
  return new OSS({
    accessKeyId: 'emulator-access-key-id',
    accessKeySecret: 'emulator-access-key-secret',
    bucket: 'demo-bucket',
    region: 'oss-cn-hangzhou',
    endpoint: inject('ossEmulator').url,
    ...bucketInPath,
    ...options,
  })
}

/** The published types do not know the option. */
const bucketInPath: object = { sldEnable: true }
