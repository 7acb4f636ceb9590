import { MB, writeRandomFile } from '../harness/random-file.ts'
import { partsSentAgain } from '../harness/request-log.ts'
import { passThrough, putUnderServiceWorker } from '../harness/service-worker.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.use({
  // As fast as it goes: how long a stall is waited for depends on how long other parts took.
  siteOptions: { serviceWorker: passThrough },
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

  expect(partsSentAgain(site.emulator.requests.list())).toEqual([9])
  await expectStored(site, file)
})
