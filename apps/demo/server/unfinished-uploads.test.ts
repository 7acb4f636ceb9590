import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import OSS from 'ali-oss'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUnfinishedUploads } from './unfinished-uploads.ts'

let emulator: OssEmulator
let client: OSS

beforeAll(async () => {
  emulator = await createOssEmulator()
  const [account] = emulator.accounts
  const options: OSS.Options & { readonly sldEnable: boolean } = {
    accessKeyId: account?.accessKeyId ?? '',
    accessKeySecret: account?.accessKeySecret ?? '',
    bucket: emulator.buckets[0] ?? '',
    endpoint: emulator.url.replace('127.0.0.1', 'localhost'),
    sldEnable: true,
  }
  client = new OSS(options)
})
afterAll(() => emulator.close())

describe('createUnfinishedUploads', () => {
  it('reads page after page, and nothing of somebody else', async () => {
    for (const name of ['ada/a', 'ada/b', 'ada/b', 'ada/c', 'ada/报告.zip', 'lin/a'])
      await client.initMultipartUpload(`uploads/${name}`)
    const unfinished = createUnfinishedUploads(client, { pageSize: 2 })

    const keys: string[] = []
    let after: string | null = null
    do {
      const page = await unfinished.list('uploads/ada/', after)
      expect(page.uploads.length).toBeLessThanOrEqual(2)
      keys.push(...page.uploads.map(({ key }) => key))
      after = page.next
    } while (after !== null)

    expect(keys).toEqual(['a', 'b', 'b', 'c', '报告.zip'].map((name) => `uploads/ada/${name}`))
  })

  it('refuses a place to go on from that it never gave', async () => {
    const unfinished = createUnfinishedUploads(client)

    await expect(unfinished.list('uploads/ada/', 'anywhere')).rejects.toMatchObject({ status: 400 })
  })
})
