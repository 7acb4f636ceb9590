import { MB, writeRandomFile } from '../harness/random-file.ts'
import { partsSentAgain } from '../harness/request-log.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 10 * MB }, expectedNoise: networkNoise })

for (const { seconds, cors } of [
  { seconds: 10, cors: true },
  { seconds: 60, cors: true },
  { seconds: 60, cors: false },
]) {
  const readable = cors ? 'readable' : 'hidden by CORS'
  test(`a storage that answers 503 for ${seconds} seconds, ${readable}, is waited for`, async ({
    site,
    visit,
    folder,
  }) => {
    test.setTimeout(180_000)
    const file = await writeRandomFile(folder, { name: 'busy.bin', size: 80 * MB })
    const { dashboard } = await visit()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.3)

    const durationMs = seconds * 1000
    site.emulator.faults.add({ kind: 'error', status: 503, cors, durationMs })
    await dashboard.untilStatus(file, 'done', durationMs + 90_000)

    expect(site.emulator.requests.list().some(({ status }) => status === 503)).toBe(true)
    await expectStored(site, file)
  })
}

test('a link that stalls in mid-part is given up after 30 seconds, and the part sent again', async ({
  site,
  visit,
  folder,
}) => {
  test.setTimeout(180_000)
  const file = await writeRandomFile(folder, { name: 'stalled.bin', size: 80 * MB })
  const stall = { kind: 'stall', operation: 'UploadPart', partNumber: 2, times: 1 } as const
  site.emulator.faults.add({ ...stall, afterBytes: MB })
  const { dashboard } = await visit()

  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'done', 120_000)

  expect(partsSentAgain(site.emulator.requests.list())).toEqual([2])
  await expectStored(site, file)
})

test('a page that is frozen for 45 seconds in mid-part gives nothing up', async ({
  site,
  visit,
  folder,
}) => {
  test.setTimeout(180_000)
  const file = await writeRandomFile(folder, { name: 'frozen.bin', size: 80 * MB })
  // Every part moves, and slowly: about 40 seconds each.
  site.emulator.faults.add({ kind: 'bandwidth', bytesPerSecond: 1.2 * MB })
  const { dashboard, page, context } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.1)

  const devTools = await context.newCDPSession(page)
  await devTools.send('Page.setWebLifecycleState', { state: 'frozen' })
  await new Promise((resolve) => setTimeout(resolve, 45_000))
  await devTools.send('Page.setWebLifecycleState', { state: 'active' })
  site.emulator.faults.clear()
  await dashboard.untilStatus(file, 'done', 90_000)

  expect(partsSentAgain(site.emulator.requests.list())).toEqual([])
  await expectStored(site, file)
})
