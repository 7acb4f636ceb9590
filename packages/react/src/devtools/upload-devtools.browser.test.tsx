import { StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import {
  UploadError,
  type ObjectStorage,
  type Observable,
  type Transport,
  type Uploader,
} from '@resumable-upload/core'
import { createIndexedDbJournal, createUploader } from '@resumable-upload/core/browser'
import { createMemoryStorage, createTestFile } from '@resumable-upload/core/testing'
import type { CredentialsStatus } from '../query/credentials-query.ts'
import { createRecorder } from './recorder.ts'
import { UploadDevtools } from './upload-devtools.tsx'

const partSize = 64 * 1024
const file = createTestFile({ name: 'report.zip', size: 10 * partSize })

const opened: Uploader[] = []

afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(opened.splice(0).map((uploader) => uploader.dispose()))
})

describe('UploadDevtools', () => {
  it('is a button and nothing more until it is opened, and again when it is closed', async () => {
    // Chromium keeps 250 entries by itself, and the page of a test loads more scripts than that.
    performance.setResourceTimingBufferSize(1_000)
    const { uploader } = await setUp()
    uploader.add(file)
    expect(document.querySelector('.rud-panel')).toBeNull()
    expect(isPanelLoaded()).toBe(false)

    await userEvent.click(page.getByRole('button', { name: 'Uploads' }))
    await expect.element(page.getByRole('navigation').getByText('report.zip')).toBeVisible()
    expect(isPanelLoaded()).toBe(true)
    await userEvent.click(page.getByRole('button', { name: 'Close' }))

    expect(document.querySelector('.rud-panel')).toBeNull()
  })

  it('shows parts, requests, credentials, journal and events of an upload that runs', async () => {
    const { uploader, wire } = await setUp()
    const gate = wire.hold(7)
    wire.fail(3)
    uploader.add(file, { group: 'a' })
    await page.getByRole('button', { name: 'Uploads' }).click()

    await expect.element(page.getByRole('img', { name: '9 of 10 parts' })).toBeVisible()
    await expect.element(page.getByTitle('Part 3: stored, repeated 1 times')).toBeVisible()
    await expect.element(page.getByRole('img', { name: /requests in \d+ lanes/ })).toBeVisible()
    await expect.element(page.getByText('Credentials: ready')).toBeVisible()
    await expect.element(page.getByText('open', { exact: true })).toBeVisible()
    await expect.element(page.getByText('attemptFailed').first()).toBeInTheDocument()
    await expect
      .poll(() => document.querySelector('[data-retry][data-own] title')?.textContent)
      .toMatch(/^sendPart 3 · retry · HTTP 200.*sending/s)

    gate()
    await expect.element(page.getByText(/^finished/).first()).toBeInTheDocument()
  })

  it('puts a report into the clipboard', async () => {
    const { uploader } = await setUp()
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await uploader.add(file, { metadata: { session: 'planted' } }).settled()
    await page.getByRole('button', { name: 'Uploads' }).click()

    await page.getByRole('button', { name: 'Copy report' }).click()

    await expect.element(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    const [report = ''] = write.mock.lastCall ?? []
    expect(JSON.parse(report)).toMatchObject({
      uploads: [{ status: 'done' }],
      credentials: { state: 'ready' },
    })
    expect(report).not.toContain('planted')
  })
})

function isPanelLoaded(): boolean {
  return performance
    .getEntriesByType('resource')
    .some(({ name }) => name.includes('devtools-panel'))
}

async function setUp() {
  const scope = crypto.randomUUID()
  const recorder = createRecorder()
  const wire = createWire()
  const memory = createMemoryStorage()
  const storage = { ...overTheWire(memory), credentials: sampleCredentials() }
  const uploader = createUploader({
    storage,
    scope,
    partSize,
    simpleUploadLimit: partSize,
    transport: wire.transport,
    onEvent: recorder.onEvent,
    retryPolicy: () => 20,
  })
  opened.push(uploader)
  const journal = createIndexedDbJournal(scope)
  await render(
    <StrictMode>
      <UploadDevtools {...{ uploader, recorder, storage, journal }} />
    </StrictMode>,
  )
  return { uploader, wire }
}

/** The same storage, whose parts travel as requests. */
function overTheWire(memory: ObjectStorage): ObjectStorage {
  return {
    ...memory,
    async sendPart(upload, part, body, call) {
      const { onProgress, network, signal } = call
      const url = `https://bucket.example/key?partNumber=${part.number}`
      const request = { method: 'PUT' as const, url, body, ...(onProgress && { onProgress }) }
      const { status } = await network.transport(request, signal)
      if (status !== 200) throw new UploadError('server-busy', 'Busy.')
      return memory.sendPart(upload, part, body, call)
    },
  }
}

function createWire() {
  const failing = new Set<number>()
  const held = new Map<number, Promise<void>>()
  const transport: Transport = async ({ url, body, onProgress }, signal) => {
    const part = Number(new URL(url).searchParams.get('partNumber'))
    const size = body instanceof Blob ? body.size : 0
    for (let step = 1; step <= 4; step += 1) {
      await frame()
      signal.throwIfAborted()
      onProgress?.((size * step) / 4)
    }
    await Promise.race([held.get(part), abortOf(signal)])
    const status = failing.delete(part) ? 503 : 200
    return { status, header: () => null, text: '' }
  }
  return {
    transport,
    fail: (part: number) => void failing.add(part),
    /** Returns what lets it go. */
    hold(part: number): () => void {
      let release = (): void => {}
      held.set(
        part,
        new Promise((resolve) => {
          release = resolve
        }),
      )
      return () => release()
    },
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function frame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}

function sampleCredentials(): Observable<CredentialsStatus> {
  const now = Date.now()
  const status = { state: 'ready', expiresAt: now + 600_000, renewedAt: now, renewals: 1 }
  return { getSnapshot: () => status, subscribe: () => () => {} }
}
