import { askBackend } from '../harness/ask-backend.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { openDashboard } from '../harness/dashboard.ts'
import { partRequests, storedParts } from '../harness/request-log.ts'
import type { Site } from '../harness/start-site.ts'
import { expectStored, listStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 10 * MB } })

/** Ten parts; six are on their way at once. */
const size = 80 * MB

test('the tab is closed, another one opened, and only the rest is sent', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'closed.bin', size })

  const { dashboard, context, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.7)
  const other = await context.newPage()
  await page.close()
  const sentBefore = await nothingMoves(site)
  const again = await openDashboard(other, site.url)
  await again.untilStatus(file, 'done')

  await expectStored(site, file)
  expectOnlyTheRest(site, sentBefore)
})

test('the upload is paused, sends nothing, and goes on when resumed', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'paused.bin', size })

  const { dashboard } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.7)
  await dashboard.press('Pause', file)
  await dashboard.untilStatus(file, 'paused')
  const sentBefore = await nothingMoves(site)
  await dashboard.press('Resume', file)
  await dashboard.untilStatus(file, 'done')

  await expectStored(site, file)
  expectOnlyTheRest(site, sentBefore)
})

test.describe('when the network breaks', () => {
  test.use({ expectedNoise: networkNoise })

  test('a wire that is cut for 10 seconds is waited for', async ({ site, visit, folder }) => {
    const file = await writeRandomFile(folder, { name: 'cut.bin', size })

    const { dashboard } = await visit()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.3)
    site.emulator.faults.add({ kind: 'network-cut', durationMs: 10_000 })
    await expect(dashboard.rowOf(file)).toContainText('Waiting for the network')
    await dashboard.untilStatus(file, 'done')

    await expectStored(site, file)
  })

  test('a storage that answers 503 for 10 seconds is waited for', async ({
    site,
    visit,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'busy.bin', size })

    const { dashboard } = await visit()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.3)
    site.emulator.faults.add({ kind: 'error', status: 503, cors: false, durationMs: 10_000 })
    await dashboard.untilStatus(file, 'done')

    expect(site.emulator.requests.list().some(({ status }) => status === 503)).toBe(true)
    await expectStored(site, file)
  })

  test('a lost answer to Complete ends with the one object, found again', async ({
    site,
    visit,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'answerless.bin', size })
    site.emulator.faults.add({
      kind: 'drop-after',
      operation: 'CompleteMultipartUpload',
      times: 1,
    })

    const { dashboard } = await visit()
    await dashboard.choose(file)
    await dashboard.untilStatus(file, 'done')

    await expectStored(site, file)
    expectNothingTwice(site)
  })

  test('an upload that the storage forgot in the middle is begun anew', async ({
    site,
    visit,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'forgotten.bin', size })

    const { dashboard } = await visit()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.4)
    site.emulator.faults.add({ kind: 'upload-forgotten', operation: 'UploadPart', times: 1 })
    await dashboard.untilStatus(file, 'done')

    const opened = site.emulator.requests
      .list()
      .filter(({ operation }) => operation === 'InitiateMultipartUpload')
    expect(opened).toHaveLength(2)
    await expectStored(site, file)
  })
})

test('a canceled upload leaves no parts and no object', async ({ site, visit, folder }) => {
  const file = await writeRandomFile(folder, { name: 'canceled.bin', size })

  const { dashboard, page } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.3)
  await dashboard.press('Cancel', file)
  await expect
    .poll(() => askBackend(site.url, 'api/uploads').then((answer) => answer.json()))
    .toMatchObject({ uploads: [] })

  expect(await listStored(site)).toEqual([])
  await dashboard.goTo('Library')
  await expect(page.getByRole('region', { name: 'Stored files' })).toContainText('Finished uploads')
})

/** Waits for the requests under way, then gives the number of requests so far. */
async function nothingMoves(site: Site): Promise<number> {
  await site.settle()
  return site.emulator.requests.list().length
}

function expectOnlyTheRest(site: Site, sentBefore: number): void {
  const requests = site.emulator.requests.list()
  const stored = storedParts(requests.slice(0, sentBefore))
  const sentAfter = partRequests(requests.slice(sentBefore)).map(({ partNumber }) => partNumber)
  expect(stored.size).toBeGreaterThan(0)
  expect(sentAfter.filter((number) => stored.has(number ?? 0))).toEqual([])
}

function expectNothingTwice(site: Site): void {
  const sent = partRequests(site.emulator.requests.list()).map(({ partNumber }) => partNumber)
  expect(new Set(sent).size).toBe(sent.length)
}
