import { MB, writeRandomFile } from '../harness/random-file.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test.use({ siteOptions: { callback: true } })

test('OSS tells the server of each file, of one request and of many parts', async ({
  site,
  visit,
  folder,
}) => {
  const small = await writeRandomFile(folder, { name: 'note.txt', size: 20_000 })
  const large = await writeRandomFile(folder, { name: 'film.bin', size: 20 * MB })

  const { dashboard } = await visit()
  await dashboard.choose(small, large)
  await dashboard.untilStatus(small, 'done')
  await dashboard.untilStatus(large, 'done')

  const metrics = await (await fetch(`${site.url}metrics`)).text()
  expect(metrics).toContain('upload_kit_callbacks_total{outcome="accepted"} 2')
  await expectStored(site, large)
})

test('a callback fails: the file is stored, and the row says that the server was not told', async ({
  site,
  visit,
  folder,
}) => {
  site.emulator.faults.add({ kind: 'callback-failed' })
  const file = await writeRandomFile(folder, { name: 'untold.bin', size: 20 * MB })

  const { dashboard } = await visit()
  await dashboard.choose(file)
  await dashboard.untilStatus(file, 'done')

  await expect(dashboard.rowOf(file)).toContainText('Uploaded, but the server could not be told.')
  await expectStored(site, file)
})
