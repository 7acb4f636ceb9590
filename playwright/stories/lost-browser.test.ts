import { loseTheBrowser } from '../harness/lose-the-browser.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { partRequests } from '../harness/request-log.ts'
import { expectStored, listStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 20 * MB } })

test('the browser is killed at 40 % of 300 MB; the file is chosen again and only the rest is sent', async ({
  site,
  visit,
  folder,
}) => {
  const { storedBefore } = await loseTheBrowser({ site, visit, folder, killAt: 0.4 })

  expect(storedBefore).toBeGreaterThan(0)
})

test('the browser is killed while it waits for the answer to Complete; nothing is sent again', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'almost.mov', size: 60 * MB })
  site.emulator.faults.add({
    kind: 'answer-lost',
    operation: 'CompleteMultipartUpload',
    times: 1,
  })

  const first = await visit()
  await first.dashboard.choose(file)
  await expect.poll(() => listStored(site)).toEqual([file.name])
  await first.kill()
  site.emulator.faults.clear()
  await site.settle()
  const sentBefore = site.emulator.requests.list().length
  const second = await visit()
  await second.dashboard.choose(file)
  await second.dashboard.untilStatus(file, 'done')

  expect(partRequests(site.emulator.requests.list().slice(sentBefore))).toEqual([])
  await expectStored(site, file)
})

test.describe('on a slow line', () => {
  test.use({ siteOptions: { bytesPerSecond: 0.2 * MB } })

  test('the browser is killed with 50 files in line; all that are not stored are offered again', async ({
    site,
    visit,
    folder,
  }) => {
    const files = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        writeRandomFile(folder, { name: `photo-${index}.jpg`, size: 100_000, seed: index }),
      ),
    )

    const first = await visit()
    await first.dashboard.choose(...files)
    await expect.poll(() => listStored(site).then(({ length }) => length)).toBeGreaterThan(3)
    await first.kill()
    await site.settle()
    const second = await visit()
    const offered = second.page.locator('[data-status=interrupted]')
    await expect(offered.first()).toBeVisible()
    const names = await offered.allInnerTexts()
    const stored = await listStored(site)

    const missing = files
      .map(({ name }) => name)
      .filter((name) => !stored.includes(name) && !names.some((text) => text.includes(name)))
    expect(missing).toEqual([])
    site.emulator.faults.clear()
    await second.dashboard.choose(...files)
    await expect
      .poll(() => listStored(site).then((all) => new Set(all).size), { timeout: 30_000 })
      .toBe(50)
  })
})
