import { MutationObserver, onlineManager, QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it } from 'vitest'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { accessDenied, storedObject } from '../testing/samples.ts'
import { uploadMutation } from './upload-mutation.ts'

const file = new File(['hello'], 'report.zip')

describe('uploadMutation', () => {
  afterEach(() => onlineManager.setOnline(true))

  it('succeeds with the object when the upload is done, pauses in between or not', async () => {
    const { uploader, mutation } = setUp()
    const result = mutation.mutate({ file, group: 'attachments' })
    await Promise.resolve()
    const upload = uploader.find('report.zip')

    upload.pause()
    upload.resume()
    expect(mutation.getCurrentResult().status).toBe('pending')
    upload.report({ status: 'done', object: storedObject })

    await expect(result).resolves.toBe(storedObject)
    expect(upload.getSnapshot().group).toBe('attachments')
  })

  it('fails with the code when the upload does, without a retry of its own', async () => {
    const { uploader, mutation } = setUp()
    const result = mutation.mutate({ file })
    await Promise.resolve()
    uploader.find('report.zip').report({ status: 'failed', error: accessDenied })

    await expect(result).rejects.toMatchObject({ code: 'access-denied' })
    expect(uploader.getSnapshot()).toHaveLength(1)
  })

  it('leaves waiting for the network to the uploader', async () => {
    onlineManager.setOnline(false)
    const { uploader, mutation } = setUp()
    void mutation.mutate({ file })
    await Promise.resolve()
    expect(uploader.find('report.zip').getSnapshot().status).toBe('queued')
    expect(mutation.getCurrentResult().isPaused).toBe(false)
  })
})

function setUp() {
  const uploader = createDrivenUploader()
  const mutation = new MutationObserver(new QueryClient(), uploadMutation(uploader))
  return { uploader, mutation }
}
