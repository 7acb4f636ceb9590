import type { Locator, Page } from '@playwright/test'
import type { LoggedRequest } from '@resumable-upload/oss-emulator'
import { reportFigure } from '../harness/figures.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { partRequests, partsSentAgain } from '../harness/request-log.ts'
import { passThrough, putUnderServiceWorker } from '../harness/service-worker.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 8 * MB, serviceWorker: passThrough } })

test('a service worker hides all progress, and the bar moves part by part to an end', async ({
  site,
  visit,
  folder,
}) => {
  test.setTimeout(120_000)
  const file = await writeRandomFile(folder, { name: 'blind.bin', size: 60 * MB })
  const { dashboard, page } = await visit()
  await putUnderServiceWorker(page)

  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'uploading')
  const shown = await watchProgress(page)
  const startedAt = Date.now()
  await dashboard.untilProgress(file, 0.5)
  const { sent, rate } = await readFlow(dashboard.rowOf(file))
  const average = (sent * 1000) / (Date.now() - startedAt)
  expect(rate / average).toBeGreaterThan(1 / 3)
  expect(rate / average).toBeLessThan(3)
  await dashboard.untilStatus(file, 'done', 90_000)

  const requests = site.emulator.requests.list()
  const parts = partRequests(requests)
  expect(partsSentAgain(requests)).toEqual([])
  expect(parts.every(({ outcome }) => outcome === 'answered')).toBe(true)
  const values = await shown()
  expect(values.length).toBeLessThanOrEqual(parts.length)
  expect(values).toEqual(values.toSorted((a, b) => a - b))
  await expectStored(site, file)
})

test.describe('a connection that stalls behind such a service worker', () => {
  test.use({ siteOptions: { partSize: MB, serviceWorker: passThrough } })

  test('is given up after minutes, and a slow one never', async ({
    site,
    visit,
    folder,
  }, story) => {
    test.setTimeout(8 * 60_000)
    const file = await writeRandomFile(folder, { name: 'blind-stall.bin', size: 20 * MB })
    const { faults } = site.emulator
    const of = (partNumber: number) => ({ operation: 'UploadPart', partNumber, times: 1 }) as const
    faults.add({ kind: 'stall', afterBytes: MB / 10, ...of(3) })
    faults.add({ kind: 'bandwidth', bytesPerSecond: MB / 20, per: 'connection', ...of(5) })
    const { dashboard, page, context } = await visit()
    // Where bytes cost money nothing is sent twice to be quicker: patience alone decides.
    const devTools = await context.newCDPSession(page)
    await devTools.send('Emulation.setDataSaverOverride', { dataSaverEnabled: true })
    await putUnderServiceWorker(page)

    await dashboard.choose(file)
    await dashboard.untilStatus(file, 'done', 6 * 60_000)

    const requests = site.emulator.requests.list()
    expect(partsSentAgain(requests)).toEqual([3])
    // When it was given up is seen by its repetition: Chromium does not tell the service worker.
    const [stalled, repeated] = requestsFor(3, requests)
    const [slow] = requestsFor(5, requests)
    const [patience, slowness] = [
      secondsBetween(stalled?.startedAt, repeated?.startedAt),
      secondsBetween(slow?.startedAt, slow?.endedAt),
    ]
    reportFigure(
      story,
      `Behind a service worker a stalled part was given up after ${patience} s, one that took ${slowness} s was not.`,
    )
    expect(slowness).toBeGreaterThanOrEqual(18)
    expect(patience).toBeGreaterThan(60)
    await expectStored(site, file)
  })
})

function requestsFor(part: number, requests: readonly LoggedRequest[]): readonly LoggedRequest[] {
  return partRequests(requests).filter(({ partNumber }) => partNumber === part)
}

function secondsBetween(start: number | undefined, end: number | null | undefined): number {
  if (start === undefined || !end) throw new Error('There is no such request, or it still runs.')
  return Math.round((end - start) / 1000)
}

/** What a row says of bytes sent, and of bytes a second. */
async function readFlow(row: Locator): Promise<{ readonly sent: number; readonly rate: number }> {
  const flow = /([\d.]+) (kB|MB) of .* · ([\d.]+) (kB|MB)\/s/
  await expect(row).toContainText(flow)
  const [, sent, unit, rate, rateUnit] = flow.exec(await row.innerText()) ?? []
  return { sent: toBytes(sent, unit), rate: toBytes(rate, rateUnit) }
}

function toBytes(number = '', unit = ''): number {
  return Number(number) * (unit === 'MB' ? MB : 1000)
}

/** Resolves with how to get every value that the bar showed from now on. */
async function watchProgress(page: Page): Promise<() => Promise<readonly number[]>> {
  const bar = page.getByRole('progressbar', { name: 'blind.bin' })
  const values = await bar.evaluateHandle((element) => {
    const seen: number[] = []
    const note = (): void => {
      const value = Number(element.getAttribute('aria-valuenow'))
      if (value > 0 && value !== seen.at(-1)) seen.push(value)
    }
    new MutationObserver(note).observe(element, { attributeFilter: ['aria-valuenow'] })
    return seen
  })
  return () => values.jsonValue()
}
