import type { Page } from '@playwright/test'
import { openDashboard } from '../harness/dashboard.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { partRequests, storedParts } from '../harness/request-log.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

const size = 80 * MB

test.describe('a second tab', () => {
  test.use({ siteOptions: { bytesPerSecond: 10 * MB } })

  test('shows an upload as it runs, and its buttons work there', async ({
    site,
    visit,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'mirrored.bin', size })

    const { dashboard, context } = await visit()
    const second = await openDashboard(await context.newPage(), site.url)
    await dashboard.choose(file)
    await second.untilStatus(file, 'uploading')
    await second.untilProgress(file, 0.2)
    await expect(second.rowOf(file)).toContainText('Another tab uploads this file.')

    await second.press('Pause', file)
    await dashboard.untilStatus(file, 'paused')
    await second.untilStatus(file, 'paused')
    await site.settle()
    await second.press('Resume', file)
    await second.untilStatus(file, 'done')
    await dashboard.untilStatus(file, 'done')

    await expectStored(site, file)
  })

  for (const [how, end] of [
    ['is closed', (page: Page) => page.close({ runBeforeUnload: false })],
    ['crashes', crash],
  ] as const)
    test(`goes on by itself when the first one ${how}, and sends only what is missing`, async ({
      site,
      visit,
      folder,
    }) => {
      const file = await writeRandomFile(folder, { name: 'inherited.bin', size })

      const { dashboard, context, page } = await visit()
      const second = await openDashboard(await context.newPage(), site.url)
      await dashboard.choose(file)
      await second.untilProgress(file, 0.6)
      await end(page)
      await second.untilStatus(file, 'done')

      await expectStored(site, file)
      const log = site.emulator.requests.list()
      expect(log.filter(({ operation }) => operation === 'InitiateMultipartUpload')).toHaveLength(1)
      const again = partRequests(log).length - storedParts(log).size
      expect(again).toBeLessThanOrEqual(6)
    })
})

test('ten tabs get by with one token', async ({ site, visit, folder }) => {
  const { dashboard, context } = await visit()
  const tabs = [dashboard]
  while (tabs.length < 10) tabs.push(await openDashboard(await context.newPage(), site.url))
  const files = await Promise.all(
    tabs.map((_, seed) => writeRandomFile(folder, { name: `tab-${seed}.bin`, size: MB, seed })),
  )

  await Promise.all(files.map((file, index) => tabs[index]?.choose(file)))
  for (const [index, file] of files.entries()) await tabs[index]?.untilStatus(file, 'done')

  expect(site.tokensIssued()).toHaveLength(1)
  for (const file of files) await expectStored(site, file)
})

test('a tab of somebody else gets a token of its own', async ({ site, visit, folder }) => {
  const hers = await writeRandomFile(folder, { name: 'hers.bin', size: MB })
  const his = await writeRandomFile(folder, { name: 'his.bin', size: MB, seed: 2 })

  const { dashboard, context } = await visit()
  await dashboard.choose(hers)
  await dashboard.untilStatus(hers, 'done')
  const page = await context.newPage()
  const second = await openDashboard(page, site.url)
  const signedIn = page.getByRole('combobox', { name: 'User' })
  await signedIn.selectOption('lin')
  await expect(signedIn).toHaveValue('lin')
  await second.choose(his)
  await second.untilStatus(his, 'done')

  expect(site.tokensIssued()).toHaveLength(2)
  const keys = new Set(
    site.emulator.requests
      .list()
      .flatMap(({ accessKeyId }) => (accessKeyId?.startsWith('STS.') ? [accessKeyId] : [])),
  )
  expect(keys.size).toBe(2)
})

/** The process of this tab ends at once. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  const session = await page.context().newCDPSession(page)
  // The answer never comes: whoever could give it is gone.
  void session.send('Page.crash').catch(() => undefined)
  await crashed
}
