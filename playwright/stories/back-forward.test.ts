import path from 'node:path'
import { startBrowser } from '../harness/browser.ts'
import { openDashboard } from '../harness/dashboard.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 10 * MB } })

test('somebody goes to another page and back, and the upload goes on by itself', async ({
  site,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'back.bin', size: 60 * MB })

  const browser = await startBrowser(path.join(folder, 'profile'), { backForwardCache: true })
  const { page, context } = browser
  const dashboard = await openDashboard(page, site.url)
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => {
      document.body.dataset['persisted'] = String(persisted)
    })
  })
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.4)
  await page.goto(`${site.url}api/config`)
  await page.goBack({ waitUntil: 'commit' })

  await expect(page.locator('body')).toHaveAttribute('data-persisted', 'true')
  await dashboard.untilStatus(file, 'done')
  await expectStored(site, file)
  const opened = site.emulator.requests
    .list()
    .filter(({ operation }) => operation === 'InitiateMultipartUpload')
  expect(opened).toHaveLength(1)
  await context.close()
})
