import OSS from 'ali-oss'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOssEmulator, type OssEmulator } from '../index.ts'

const rule = {
  id: 'leftovers',
  prefix: 'uploads/',
  status: 'Enabled',
  abortMultipartUpload: { days: 7 },
} as const

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator()
})

afterAll(() => emulator.close())

describe('lifecycle rules', () => {
  it('are none in a new bucket', async () => {
    await expect(client().getBucketLifecycle('demo-bucket')).rejects.toMatchObject({
      code: 'NoSuchLifecycle',
      status: 404,
    })
  })

  it('are given back as they came, until they are deleted', async () => {
    // The SDK takes rules without a date; its types do not.
    const rules = [{ ...rule }] as unknown as OSS.LifecycleRule[]
    await client().putBucketLifecycle('demo-bucket', rules)

    const kept = await client().getBucketLifecycle('demo-bucket')
    await client().deleteBucketLifecycle('demo-bucket')

    expect(kept.rules).toEqual([{ ...rule, abortMultipartUpload: { days: '7' } }])
    await expect(client().getBucketLifecycle('demo-bucket')).rejects.toMatchObject({ status: 404 })
  })
})

function client(): OSS {
  const [account] = emulator.accounts
  const addressed = { endpoint: emulator.url, sldEnable: true, bucket: 'demo-bucket' }
  return new OSS({
    accessKeyId: '',
    accessKeySecret: '',
    ...account,
    ...addressed,
    region: 'oss-cn-hangzhou',
    authorizationV4: true,
  })
}
