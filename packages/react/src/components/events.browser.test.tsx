import { describe, expect, it, vi } from 'vitest'
import type { UploadItem } from '../items/upload-item.ts'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { renderPage } from '../testing/render-page.tsx'
import { accessDenied, fileInfo, storedObject } from '../testing/samples.ts'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'

describe('the events of an upload', () => {
  it('reach the application as they happen, in its own group alone', async () => {
    const told: string[] = []
    const tell = (event: string) => (item: UploadItem) => void told.push(`${event} ${item.name}`)
    const uploader = createDrivenUploader()
    await renderPage(uploader, {
      group: 'mine',
      onStart: tell('start'),
      onPause: tell('pause'),
      onResume: tell('resume'),
      onError: tell('error'),
      onRetry: tell('retry'),
      onSuccess: tell('success'),
    })
    const file = fileInfo('a.zip', 100)
    const upload = uploader.place({ status: 'queued' }, { file, group: 'mine' })
    uploader.place({ status: 'done', object: storedObject }, { group: 'other' })
    const steps = [
      ['start', () => upload.report({ status: 'uploading', sentBytes: 1 })],
      ['pause', () => upload.pause()],
      ['resume', () => upload.resume()],
      ['error', () => upload.report({ status: 'failed', error: accessDenied })],
      ['retry', () => upload.resume()],
      ['success', () => upload.report({ status: 'done', object: storedObject })],
    ] as const

    for (const [event, step] of steps) {
      step()
      await expect.poll(() => told.at(-1)).toBe(`${event} a.zip`)
    }
    expect(told).toHaveLength(steps.length)
  })
})

describe('what earlier visits left', () => {
  it.each([
    ['auto', 1, true],
    ['prompt', 1, false],
    ['manual', 0, true],
  ] as const)('is listed as %s asks', async (restore, restores, goesOn) => {
    const onRestore = vi.fn<NonNullable<ResumableUploadProps['onRestore']>>()
    const uploader = createDrivenUploader()
    uploader.place({ status: 'interrupted' })
    await renderPage(uploader, { restore, onRestore })
    await expect.poll(() => onRestore.mock.calls.length).toBe(restores)
    expect([uploader.restores, uploader.goesOn]).toEqual([restores, goesOn])
  })
})
