import { describe, expect, it } from 'vitest'
import { act, type ReactNode } from 'react'
import { renderHook } from 'vitest-browser-react'
import type { Uploader } from '@resumable-upload/core'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { fileInfo } from '../testing/samples.ts'
import { UploaderProvider } from './uploader-provider.tsx'
import { useUpload } from './use-upload.ts'
import { useUploadTotals } from './use-upload-totals.ts'
import { useUploads } from './use-uploads.ts'

describe('useUpload', () => {
  it('follows an upload by its id from before it is there until after it is gone', async () => {
    const uploader = createDrivenUploader()
    const { result } = await renderHook(() => useUpload('upload-1'), within(uploader))
    expect(result.current).toBeUndefined()

    const upload = await act(async () => uploader.place({ status: 'uploading' }))
    expect(result.current?.status).toBe('uploading')
    await act(async () => upload.report({ sentBytes: 7 }))
    await expect.poll(() => result.current?.sentBytes).toBe(7)

    await act(async () => upload.report({ status: 'canceled' }))
    await act(async () => uploader.remove('upload-1'))
    expect(result.current).toBeUndefined()
  })

  it('needs no provider for an upload that is at hand', async () => {
    const upload = createDrivenUploader().place({ status: 'paused' })
    const { result } = await renderHook(() => useUpload(upload))
    expect(result.current.status).toBe('paused')
  })
})

describe('useUploads', () => {
  it('renders when the list changes, not when one upload does', async () => {
    const uploader = createDrivenUploader()
    let renders = 0
    const { result } = await renderHook(() => {
      renders += 1
      return useUploads({ group: 'a' })
    }, within(uploader))

    const upload = await act(async () => uploader.place({ status: 'uploading' }, { group: 'a' }))
    await act(async () => uploader.place({ status: 'uploading' }, { group: 'b' }))
    expect(result.current).toEqual([upload])
    const before = renders

    await act(async () => upload.report({ sentBytes: 7 }))

    expect(renders).toBe(before)
  })
})

describe('useUploadTotals', () => {
  it('sums up one group, and follows it', async () => {
    const uploader = createDrivenUploader()
    const file = fileInfo('a', 100)
    const upload = uploader.place({ status: 'uploading' }, { group: 'a', file })
    uploader.place({ status: 'uploading' }, { group: 'b', file })
    const { result } = await renderHook(() => useUploadTotals({ group: 'a' }), within(uploader))
    expect(result.current).toMatchObject({ files: 1, sentBytes: 0 })

    await act(async () => upload.report({ sentBytes: 40 }))

    await expect.poll(() => result.current).toMatchObject({ files: 1, bytes: 100, sentBytes: 40 })
  })
})

function within(uploader: Uploader) {
  return {
    wrapper: ({ children }: { readonly children: ReactNode }) => (
      <UploaderProvider uploader={uploader}>{children}</UploaderProvider>
    ),
  }
}
