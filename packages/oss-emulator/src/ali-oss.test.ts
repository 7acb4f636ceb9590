import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import OSS from 'ali-oss'
import { createOssEmulator, type OssEmulator } from './index.ts'

const awkwardKey = "文件/a b+(c)'!*~&=?.bin"

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator()
})

afterAll(() => emulator.close())

describe.each([
  { version: 'V1', authorizationV4: false },
  { version: 'V4', authorizationV4: true },
])('ali-oss with $version signatures', ({ version, authorizationV4 }) => {
  const folder = `${version}/`

  it('puts, reads, describes and deletes an object', async () => {
    const client = createClient({ authorizationV4 })
    const content = randomBytes(5000)

    const put = await client.put(folder + awkwardKey, content, { meta: { uid: 7, pid: 3 } })
    const got = await client.get(folder + awkwardKey)
    const head = await client.head(folder + awkwardKey)
    await client.delete(folder + awkwardKey)

    expect(put.res.status).toBe(200)
    expect(content.equals(got.content)).toBe(true)
    expect(head.meta).toEqual({ uid: '7', pid: '3' })
    await expect(client.head(folder + awkwardKey)).rejects.toMatchObject({
      status: 404,
      code: 'NoSuchKey',
    })
  })
})

interface ClientOptions {
  readonly authorizationV4: boolean
  readonly credentials?: { accessKeyId: string; accessKeySecret: string; stsToken?: string }
}

function createClient({ authorizationV4, credentials }: ClientOptions): OSS {
  const [account] = emulator.accounts
  return new OSS({
    ...(credentials ?? { accessKeyId: '', accessKeySecret: '', ...account }),
    region: 'oss-cn-hangzhou',
    bucket: 'demo-bucket',
    endpoint: emulator.url,
    sldEnable: true,
    authorizationV4,
  })
}
