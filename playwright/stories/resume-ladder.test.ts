import path from 'node:path'
import { dropFile } from '../harness/drop-file.ts'
import { playPicker, stockPicker } from '../harness/played-picker.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { sentAgain } from '../harness/request-log.ts'
import type { Site } from '../harness/start-site.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 20 * MB } })

/** Small enough to be copied, and too large for it. */
const [small, large] = [50 * MB, 140 * MB]

// Two page loads and a file of this size take their time on a busy machine.
test.describe.configure({ timeout: 120_000 })

test('the page is reloaded, and a small file goes on without a click', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'copied.bin', size: small })

  const { dashboard, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.5)
  await page.reload()
  await dashboard.untilStatus(file, 'done')

  await expectStored(site, file)
  expectOnlyTheRest(site)
})

test('the browser dies, and a small file goes on without a click at the next start', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'survivor.bin', size: small })

  const first = await visit()
  await first.dashboard.choose(file)
  await first.dashboard.untilProgress(file, 0.5)
  await first.kill()
  await site.settle()
  const second = await visit()
  await second.dashboard.untilStatus(file, 'done')

  await expectStored(site, file)
  expectOnlyTheRest(site)
})

test('the page is reloaded, and one click continues a large file whose handle was kept', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'handled.bin', size: large })

  const { dashboard, page, context } = await visit()
  await playPicker(context, file)
  await page.reload()
  await stockPicker(page, file)
  const uploads = page.getByRole('region', { name: 'Upload files' })
  await uploads.getByRole('button', { name: 'choose files' }).click()
  await dashboard.untilProgress(file, 0.5)
  await page.reload()
  await expect(dashboard.rowOf(file)).toContainText('One click continues it.')
  await uploads.getByRole('button', { name: 'Continue', exact: true }).click()
  await dashboard.untilStatus(file, 'done')

  await expectStored(site, file)
  expectOnlyTheRest(site)
})

test('the browser dies, and a large file that was dropped needs a click, or is dropped again', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'dropped.bin', size: large })

  const first = await visit()
  await dropFile(first.page, file)
  await first.dashboard.untilProgress(file, 0.5)
  await first.kill()
  await site.settle()
  const { dashboard, page } = await visit()
  await expect(dashboard.rowOf(file)).toContainText('One click continues it.')
  const uploads = page.getByRole('region', { name: 'Upload files' })
  await expect(uploads.getByRole('button', { name: 'Continue', exact: true })).toBeVisible()
  await dropFile(page, file)
  await dashboard.untilStatus(file, 'done')

  await expectStored(site, file)
  expectOnlyTheRest(site)
})

test('the page is reloaded, and a large file without a handle is chosen again', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'picked.bin', size: large })

  const { dashboard, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.5)
  await page.reload()
  await dashboard.chooseAgain(file)
  await dashboard.untilStatus(file, 'done')

  await expectStored(site, file)
  expectOnlyTheRest(site)
})

test('an upload begun in one browser is finished in another, with the file chosen once', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'film.mov', size: large })
  const stranger = await writeRandomFile(folder, { name: 'other.mov', size: large, seed: 2 })

  const first = await visit()
  await first.dashboard.choose(file)
  await first.dashboard.untilProgress(file, 0.5)
  await first.context.close()
  await site.settle()

  const { dashboard, page } = await visit({ profile: path.join(folder, 'another-profile') })
  await expect(dashboard.rowOf(file)).toContainText('Begun in another browser')
  await dashboard.chooseAgain(stranger)
  await dashboard.untilStatus(file, 'failed')
  await expect(dashboard.rowOf(file)).toContainText('This is not the file the upload began with.')
  // The row asks now; the banner, which leaves a moment later, would be asked first.
  await expect(page.locator('.ru-banner')).toBeHidden()
  await dashboard.chooseAgain(file)
  await dashboard.untilStatus(file, 'done')

  await expectStored(site, file)
  expectOnlyTheRest(site)
})

/** One upload from begin to end, and no part sent again that was stored. */
function expectOnlyTheRest(site: Site): void {
  const requests = site.emulator.requests.list()
  const opened = requests.filter(({ operation }) => operation === 'InitiateMultipartUpload')
  expect(opened).toHaveLength(1)
  expect(sentAgain(requests)).toEqual([])
}
