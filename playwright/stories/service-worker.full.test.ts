import { MB, writeRandomFile } from '../harness/random-file.ts'
import { partRequests } from '../harness/request-log.ts'
import { passThrough, putUnderServiceWorker } from '../harness/service-worker.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.use({
  siteOptions: { bytesPerSecond: 8 * MB, serviceWorker: passThrough },
  expectedNoise: networkNoise,
})

test('a part that stalls behind a service worker is sent again, and no other', async ({
  site,
  visit,
  folder,
}) => {
  test.setTimeout(300_000)
  const file = await writeRandomFile(folder, { name: 'blind.bin', size: 80 * MB })
  site.emulator.faults.add({ kind: 'stall', operation: 'UploadPart', partNumber: 9, times: 1 })
  const { dashboard, page } = await visit()
  await putUnderServiceWorker(page)

  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'done', 240_000)

  const sent = partRequests(site.emulator.requests.list()).map(({ partNumber }) => partNumber)
  expect(sent.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10])
  await expectStored(site, file)
})
