import { MB, writeRandomFile } from '../harness/random-file.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.use({ siteOptions: { tokenSeconds: 20, bytesPerSecond: 3 * MB }, expectedNoise: networkNoise })

test('STS is down for 60 seconds with tokens of 20: the upload waits, says so, and ends well', async ({
  site,
  visit,
  folder,
}) => {
  test.setTimeout(300_000)
  const file = await writeRandomFile(folder, { name: 'outlasting.bin', size: 150 * MB })
  const read = async (path: string): Promise<string> => (await fetch(`${site.url}${path}`)).text()

  const { dashboard } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.1)
  const calls = () =>
    site.emulator.requests.list().filter(({ operation }) => operation === 'AssumeRole').length
  const outage = site.emulator.faults.add({ kind: 'error', operation: 'AssumeRole', status: 503 })
  const began = Date.now()
  const callsBefore = calls()

  // Well behind the end of the last token.
  await expect.poll(() => read('healthz'), { timeout: 60_000 }).toContain('"breaker":"open"')
  await expect.poll(() => read('metrics')).toContain('upload_kit_breaker_state 2')
  await expect(dashboard.rowOf(file)).toContainText(/permission|credentials|sign/i, {
    timeout: 40_000,
  })
  await expect
    .poll(() => Date.now() - began, { timeout: 90_000, intervals: [1000] })
    .toBeGreaterThan(60_000)
  const duringOutage = await read('metrics')
  const callsDuring = calls() - callsBefore
  await expect(dashboard.rowOf(file)).toHaveAttribute('data-status', 'uploading')

  site.emulator.faults.remove(outage)
  await dashboard.untilStatus(file, 'done', 180_000)

  expect(duringOutage).toMatch(/upload_kit_tokens_total\{outcome="failed"\} [1-9]/)
  // Left alone most of the time, though the page goes on asking.
  expect(callsDuring).toBeLessThan(40)
  expect(await read('healthz')).toContain('"breaker":"closed"')
  expect(await read('metrics')).toContain('upload_kit_breaker_state 0')
  await expectStored(site, file)
})
