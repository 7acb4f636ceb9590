import { MB, writeRandomFile } from '../harness/random-file.ts'
import { partRequests } from '../harness/request-log.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 20 * MB }, expectedNoise: networkNoise })

test('a part that is damaged on its way is sent again, and the object is whole', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'repeated.bin', size: 60 * MB })
  site.emulator.faults.add({ kind: 'part-damaged', partNumber: 2, times: 1 })

  const { dashboard } = await visit()
  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'done')

  const second = partRequests(site.emulator.requests.list()).filter(
    ({ partNumber }) => partNumber === 2,
  )
  expect(second).toHaveLength(2)
  await expectStored(site, file)
})

test('an object that the storage damaged is never called done', async ({ site, visit, folder }) => {
  const file = await writeRandomFile(folder, { name: 'damaged.bin', size: 60 * MB })
  site.emulator.faults.add({ kind: 'object-damaged' })

  const { dashboard } = await visit()
  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'failed')

  await expect(dashboard.rowOf(file)).not.toHaveAttribute('data-status', 'done')
  await expect(dashboard.rowOf(file)).toContainText('object-damaged')
})
