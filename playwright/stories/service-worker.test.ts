import type { Page } from '@playwright/test'
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
  const file = await writeRandomFile(folder, { name: 'blind.bin', size: 100 * MB })
  const { dashboard, page } = await visit()
  await putUnderServiceWorker(page)

  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'uploading')
  const shown = await watchProgress(page)
  await dashboard.untilProgress(file, 0.3)
  // Of 8 MB a second in truth, whatever bursts it comes in.
  await expect(dashboard.rowOf(file)).toContainText(/\b([3-9]|1[0-6])(\.\d)? MB\/s/)
  await dashboard.untilStatus(file, 'done')

  const requests = site.emulator.requests.list()
  const parts = partRequests(requests)
  expect(partsSentAgain(requests)).toEqual([])
  expect(parts.every(({ outcome }) => outcome === 'answered')).toBe(true)
  const values = await shown()
  expect(values.length).toBeLessThanOrEqual(parts.length)
  expect(values).toEqual(values.toSorted((a, b) => a - b))
  await expectStored(site, file)
})

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
