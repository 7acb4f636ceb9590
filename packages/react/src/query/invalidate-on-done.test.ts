import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { fileInfo, storedObject } from '../testing/samples.ts'
import { invalidateOnDone } from './invalidate-on-done.ts'
import { objectsQuery } from './objects-query.ts'

const done = { status: 'done', object: storedObject } as const

describe('invalidateOnDone', () => {
  it('has the objects listed anew once for all uploads that end together', async () => {
    const { uploader, countStale } = await setUp()
    const uploads = ['a', 'b'].map((name) => {
      return uploader.place({ status: 'uploading' }, { file: fileInfo(name, 1) })
    })
    uploads[0]?.report({ sentBytes: 1 })
    await Promise.resolve()
    expect(countStale()).toBe(0)

    for (const upload of uploads) upload.report(done)
    await Promise.resolve()

    expect(countStale()).toBe(1)
  })

  it('is not impressed by what was done before it listened', async () => {
    const uploader = createDrivenUploader()
    uploader.place(done)
    const { countStale } = await setUp(uploader)
    uploader.place({ status: 'uploading' })
    await Promise.resolve()
    expect(countStale()).toBe(0)
  })

  it('stops when told to', async () => {
    const { uploader, stop, countStale } = await setUp()
    const upload = uploader.place({ status: 'uploading' })
    stop()
    upload.report(done)
    await Promise.resolve()
    expect(countStale()).toBe(0)
    expect(uploader.subscriptions).toBe(0)
  })
})

async function setUp(uploader = createDrivenUploader()) {
  const queryClient = new QueryClient()
  const objects = objectsQuery({ list: async () => ['uploads/a.zip'] })
  await queryClient.fetchQuery(objects)
  const stop = invalidateOnDone(uploader, queryClient, objects.queryKey)
  const countStale = (): number => {
    return queryClient.getQueryCache().findAll({ predicate: ({ state }) => state.isInvalidated })
      .length
  }
  return { uploader, stop, countStale }
}
