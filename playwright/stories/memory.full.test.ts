import { chromium, type Page } from '@playwright/test'
import { launchOptions } from '../../scripts/chromium.mjs'
import { openDashboard, type Dashboard } from '../harness/dashboard.ts'
import { countRows } from '../harness/journal.ts'
import { MB, writeRandomFile, type RandomFile } from '../harness/random-file.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 10 * MB } })

test('the memory of the browser is deleted in mid-upload: it says so, and the file arrives', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'forgotten.bin', size: 80 * MB })
  const { dashboard, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.2)

  await deleteDatabases(page)

  await expectNoMemory(dashboard, file)
  await dashboard.untilStatus(file, 'done')
  await expectStored(site, file)
})

test('the disk is full: the upload says so, and the file arrives', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'full.bin', size: 80 * MB })
  const { dashboard, page, context } = await visit()
  const devTools = await context.newCDPSession(page)
  const { origin } = new URL(site.url)
  await devTools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  await page.reload()

  await dashboard.choose(file)

  await expectNoMemory(dashboard, file)
  await dashboard.untilStatus(file, 'done')
  await expectStored(site, file)
})

test('a page of a newer version holds the memory: it says so, and the file arrives', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'newer.bin', size: 80 * MB })
  const { dashboard, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.2)

  await upgradeDatabases(page)

  await expectNoMemory(dashboard, file)
  await dashboard.untilStatus(file, 'done')
  await expectStored(site, file)
})

test('a private window uploads, and remembers nothing of it', async ({ site, folder }) => {
  const file = await writeRandomFile(folder, { name: 'private.bin', size: 20 * MB })
  const browser = await chromium.launch(launchOptions())
  const context = await browser.newContext({ locale: 'en-US' })

  const dashboard = await openDashboard(await context.newPage(), site.url)
  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'done')
  await expect.poll(() => countRows(dashboard.page)).toBe(0)
  await browser.close()

  await expectStored(site, file)
})

async function expectNoMemory(dashboard: Dashboard, file: RandomFile): Promise<void> {
  await expect(dashboard.rowOf(file)).toContainText('This browser keeps no memory of it')
}

/** As the settings of the browser do while the page is open. */
function deleteDatabases(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases()) {
      await new Promise((resolve) => {
        indexedDB.deleteDatabase(name).onsuccess = resolve
      })
    }
  })
}

/** As the next version of this library does in another tab. */
function upgradeDatabases(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases()) {
      await new Promise((resolve) => {
        indexedDB.open(name, 99).onsuccess = resolve
      })
    }
  })
}
