import { MB, writeRandomFile } from '../harness/random-file.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 10 * MB }, expectedNoise: networkNoise })

test('a device that is offline waits, and goes on as soon as it is online', async ({
  site,
  visit,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'tunnel.bin', size: 80 * MB })
  const { dashboard, context } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.3)

  site.proxy.cut()
  await context.setOffline(true)
  await expect(dashboard.rowOf(file)).toContainText('Waiting for the network')
  // Long enough for a back-off of many seconds.
  await dashboard.page.waitForTimeout(12_000)
  const before = site.emulator.requests.list().length
  site.proxy.mend()
  await context.setOffline(false)
  await expect.poll(() => site.emulator.requests.list().length, { timeout: 2_500 }).not.toBe(before)
  await dashboard.untilStatus(file, 'done')

  await expectStored(site, file)
})
