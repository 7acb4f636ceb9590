import { StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render, type RenderResult } from 'vitest-browser-react'
import { createUploader } from '@resumable-upload/core/browser'
import {
  createMemoryStorage,
  createTestFile,
  type MemoryStorage,
} from '@resumable-upload/core/testing'
import type { Uploader } from '@resumable-upload/core'
import { inputOf, Page } from '../testing/render-page.tsx'

const partSize = 1024
const file = createTestFile({ name: 'report.zip', size: 10 * partSize })

const opened: Uploader[] = []

afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(opened.splice(0).map((uploader) => uploader.dispose()))
})

describe('the component on the real engine', () => {
  it('uploads what is chosen, once, in Strict Mode too', async () => {
    const { storage } = await setUp()
    await choose('Drop files here', file)

    await expect.element(page.getByText('Uploaded.', { exact: true })).toBeVisible()
    expect([...storage.objects.values()].map(({ bytes }) => bytes.length)).toEqual([file.size])
    expect(storage.log.count('open')).toBe(1)
  })

  it('pauses and resumes, sending the missing parts only', async () => {
    const { storage } = await setUp()
    storage.faults.hold({ op: 'sendPart', skip: 6, times: Infinity })
    await choose('Drop files here', file)
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '60')
    await page.getByRole('button', { name: 'Pause report.zip' }).click()
    await expect.element(page.getByText('Paused at 60%.')).toBeVisible()

    storage.faults.clear()
    await page.getByRole('button', { name: 'Resume report.zip' }).click()

    await expect.element(page.getByText('Uploaded.', { exact: true })).toBeVisible()
  })

  it('goes on after a route change, and shows it on return', async () => {
    const { storage, screen, uploader } = await setUp()
    const gate = storage.faults.hold({ op: 'sendPart', part: 5 })
    await choose('Drop files here', file)
    await expect.element(page.getByRole('progressbar')).toBeVisible()

    await screen.unmount()
    gate.open()
    await uploader.getSnapshot()[0]?.settled()
    await render(<Page uploader={uploader} />)

    await expect.element(page.getByText('Uploaded.', { exact: true })).toBeVisible()
  })

  it('goes on by itself at the next visit, from a copy of the file', async () => {
    const { storage, visit } = await interrupted()
    await visit()

    await expect.element(page.getByText('Uploaded.', { exact: true })).toBeVisible()
    expect(storage.log.sentParts).toEqual([1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10])
  })

  it('offers the next visit what the last one left, and finishes it with the file', async () => {
    leaveNoRoomForCopies()
    const { storage, visit } = await interrupted()
    await visit()
    await expect.element(page.getByText('1 upload was interrupted')).toBeVisible()
    await expect.element(page.getByText('Interrupted at 60%.')).toBeVisible()

    await choose('Choose report.zip again', file)

    await expect.element(page.getByText('Uploaded.', { exact: true })).toBeVisible()
    expect(storage.objects.size).toBe(1)
    expect(storage.log.count('open')).toBe(1)
  })

  it('refuses a look-alike with words, and still takes the original', async () => {
    leaveNoRoomForCopies()
    const { storage, visit } = await interrupted()
    await visit()

    await choose('Choose report.zip again', createTestFile({ size: file.size, seed: 2 }))
    await expect.element(page.getByText('Choose the original.')).toBeVisible()
    expect(storage.objects.size).toBe(0)

    await choose('Choose report.zip again', file)
    await expect.element(page.getByText('Uploaded.', { exact: true })).toBeVisible()
  })

  it('cancels and leaves no parts behind', async () => {
    const { storage } = await setUp()
    storage.faults.hold({ op: 'sendPart', skip: 6, times: Infinity })
    await choose('Drop files here', file)
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '60')

    await page.getByRole('button', { name: 'Cancel report.zip' }).click()

    await expect.element(page.getByText('Canceled.')).toBeVisible()
    await expect.poll(() => storage.uploads.size).toBe(0)
  })
})

async function choose(buttonName: string, chosen: File): Promise<void> {
  const button = page.getByRole('button', { name: buttonName })
  await expect.element(button).toBeInTheDocument()
  await userEvent.upload(inputOf(button.element()), chosen)
}

function leaveNoRoomForCopies(): void {
  vi.spyOn(navigator.storage, 'estimate').mockResolvedValue({ quota: 0, usage: 0 })
}

interface Site {
  readonly storage: MemoryStorage
  /** Opens the page; the browser's own memory is the same at every visit. */
  readonly visit: () => Promise<{ readonly uploader: Uploader; readonly screen: RenderResult }>
  readonly leave: () => Promise<void>
}

function createSite(): Site {
  const storage = createMemoryStorage()
  const scope = crypto.randomUUID()
  let current: { uploader: Uploader; screen: RenderResult } | undefined
  return {
    storage,
    async visit() {
      const uploader = createUploader({
        storage,
        scope,
        partSize,
        simpleUploadLimit: partSize,
        partsAtOnce: 1,
      })
      opened.push(uploader)
      const screen = await render(
        <StrictMode>
          <Page uploader={uploader} />
        </StrictMode>,
      )
      current = { uploader, screen }
      return current
    },
    async leave() {
      await current?.screen.unmount()
      await current?.uploader.dispose()
    },
  }
}

async function setUp() {
  const site = createSite()
  return { ...site, ...(await site.visit()) }
}

/** A visit that ended when six of ten parts were stored. */
async function interrupted(): Promise<Site> {
  const site = createSite()
  await site.visit()
  site.storage.faults.hold({ op: 'sendPart', skip: 6, times: Infinity })
  await choose('Drop files here', file)
  await expect.element(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '60')
  await site.leave()
  site.storage.faults.clear()
  return site
}
