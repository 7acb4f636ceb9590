import { createOssEmulator, type OssEmulator } from '@resumable-upload/oss-emulator'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ListUnfinished, UnfinishedPage } from './list-unfinished.ts'
import { createBench } from './test-support/storage-bench.ts'

let emulator: OssEmulator

beforeAll(async () => {
  emulator = await createOssEmulator()
})
afterAll(() => emulator.close())

const upload = { key: 'uploads/ada/a', uploadId: 'A', startedAt: '2026-11-22T10:00:00.000Z' }

describe('listUnfinished', () => {
  it('is not there where the application gives no list', () => {
    expect('listUnfinished' in createBench(emulator).storage).toBe(false)
  })

  it('asks for page after page', async () => {
    const pages: Record<string, UnfinishedPage> = {
      first: { uploads: [upload], next: 'second' },
      second: { uploads: [{ ...upload, uploadId: 'B' }], next: null },
    }
    const ask = vi.fn<ListUnfinished>(async ({ after }) => pages[after ?? 'first'] ?? empty)

    const found = await list(ask)

    expect(found?.map(({ uploadId }) => uploadId)).toEqual(['A', 'B'])
    expect(found?.[0]?.startedAt).toBe(Date.parse(upload.startedAt))
    expect(ask.mock.calls.map(([{ after }]) => after)).toEqual([null, 'second'])
  })

  it('is not led around in circles', async () => {
    const ask = vi.fn<ListUnfinished>(async () => ({ uploads: [], next: 'again' }))

    await list(ask)

    expect(ask).toHaveBeenCalledTimes(20)
  })

  it.each([
    ['no page', null],
    ['an error of the server', { error: 'Sign in.' }],
    ['a row without an id', { uploads: [{ key: 'a', startedAt: upload.startedAt }], next: null }],
    ['a row without a time', { uploads: [{ ...upload, startedAt: 'once' }], next: null }],
  ])('rejects %s', async (_, answer) => {
    const ask = async (): Promise<UnfinishedPage> => answer as UnfinishedPage // As a server may.

    await expect(list(ask)).rejects.toMatchObject({ code: 'misconfigured' })
  })
})

const empty: UnfinishedPage = { uploads: [], next: null }

async function list(listUnfinished: ListUnfinished) {
  const { storage, call } = createBench(emulator, { listUnfinished })
  return storage.listUnfinished?.(call)
}
