import { openDashboard } from '../harness/dashboard.ts'
import { countRows } from '../harness/journal.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { partRequests } from '../harness/request-log.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 10 * MB } })

test('a second tab that gets the same file says that the first one sends it', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'shared.bin', size: 80 * MB })

  const { dashboard, context } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.2)
  const second = await openDashboard(await context.newPage(), site.url)
  await second.choose(file)
  await expect(second.rowOf(file)).toContainText('Another tab uploads this file.')
  await dashboard.untilStatus(file, 'done')

  const sent = partRequests(site.emulator.requests.list()).map(({ partNumber }) => partNumber)
  expect(new Set(sent).size).toBe(sent.length)
  await expectStored(site, file)
})

test('somebody else signs in on the same browser, and neither sees nor sends what was left', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'hers.bin', size: 60 * MB })

  const { dashboard, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.3)
  const signedIn = page.getByRole('combobox', { name: 'User' })
  await signedIn.selectOption('lin')
  await expect(signedIn).toHaveValue('lin')
  await site.settle()
  const sentBefore = site.emulator.requests.list().length

  await expect(page.getByText(file.name)).toHaveCount(0)
  await page.reload()
  await expect(signedIn).toHaveValue('lin')
  await expect(page.getByText(file.name)).toHaveCount(0)
  expect(partRequests(site.emulator.requests.list().slice(sentBefore))).toEqual([])

  await signedIn.selectOption('ada')
  await expect(signedIn).toHaveValue('ada')
  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'done')
})

test('nothing is left in the browser of a file that is done', async ({ site, visit, folder }) => {
  const file = await writeRandomFile(folder, { name: 'forgotten.bin', size: 60 * MB })

  const { dashboard, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.5)
  expect(await countRows(page)).toBeGreaterThan(0)
  await dashboard.untilStatus(file, 'done')

  await expect.poll(() => countRows(page)).toBe(0)
  await expectStored(site, file)
})
