import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { renderHook } from 'vitest-browser-react'
import type { ReactNode } from 'react'
import { UploaderProvider } from '../hooks/uploader-provider.tsx'
import { createDrivenUploader } from '../testing/fake-uploader.ts'
import { fileInfo, storedObject } from '../testing/samples.ts'
import { usePageProgress, type PageProgressOptions } from './use-page-progress.ts'

const file = fileInfo('report.zip', 100)

beforeEach(() => {
  document.title = 'Inbox'
})
afterEach(() => void vi.restoreAllMocks())

describe('usePageProgress', () => {
  it('puts the percentage before the title while something runs, whatever the title becomes', async () => {
    const { upload } = await setUp({ title: true })
    expect(document.title).toBe('0% · Inbox')
    upload.report({ sentBytes: 45 })
    await expect.poll(() => document.title).toBe('45% · Inbox')

    document.title = '45% · Outbox'
    upload.report({ status: 'done', object: storedObject })

    await expect.poll(() => document.title).toBe('Outbox')
  })

  it('lets the browser ask before the page is left, only while something runs', async () => {
    const { upload } = await setUp({ confirmLeave: true })
    expect(leave()).toBe(false)
    upload.report({ status: 'paused' })
    await expect.poll(leave).toBe(true)
    upload.resume()
    await expect.poll(leave).toBe(false)
  })

  it('keeps the screen on, asks again when somebody comes back, and lets go at the end', async () => {
    const locks: { released: boolean; release: () => Promise<void> }[] = []
    const request = vi.spyOn(navigator.wakeLock, 'request').mockImplementation(async () => {
      const lock = {
        released: false,
        async release() {
          lock.released = true
        },
      }
      locks.push(lock)
      return lock as unknown as WakeLockSentinel
    })
    const { upload } = await setUp({ wakeLock: true })
    await expect.poll(() => locks.length).toBe(1)

    await locks[0]?.release()
    document.dispatchEvent(new Event('visibilitychange'))
    await expect.poll(() => locks.length).toBe(2)

    upload.report({ status: 'done', object: storedObject })
    await expect.poll(() => locks.every(({ released }) => released)).toBe(true)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(request).toHaveBeenCalledTimes(2)
  })

  it('counts what runs on the icon of an installed application', async () => {
    const set = vi.spyOn(navigator, 'setAppBadge').mockResolvedValue()
    const clear = vi.spyOn(navigator, 'clearAppBadge').mockResolvedValue()
    const { upload, unmount } = await setUp({ badge: true })
    expect(set).toHaveBeenLastCalledWith(1)
    expect(clear).not.toHaveBeenCalled()
    await unmount()
    expect(clear).toHaveBeenCalledOnce()
    expect(upload.commands).toEqual([])
  })

  it('does nothing that was not asked for', async () => {
    await setUp({})
    expect(document.title).toBe('Inbox')
    expect(leave()).toBe(true)
  })
})

/** Returns whether the page may be left without a question. */
function leave(): boolean {
  return dispatchEvent(new Event('beforeunload', { cancelable: true }))
}

async function setUp(options: PageProgressOptions) {
  const uploader = createDrivenUploader()
  const upload = uploader.place({ status: 'uploading' }, { file })
  const wrapper = ({ children }: { readonly children?: ReactNode }) => (
    <UploaderProvider uploader={uploader}>{children}</UploaderProvider>
  )
  const { unmount } = await renderHook(() => usePageProgress(options), { wrapper })
  return { upload, unmount }
}
