import { appendFile, rm } from 'node:fs/promises'
import { MB, writeRandomFile, type RandomFile } from '../harness/random-file.ts'
import type { Site } from '../harness/start-site.ts'
import { listStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test, type Visit } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 10 * MB }, expectedNoise: networkNoise })

test('a file that changes on disk ends the upload with words, and no object', async ({
  site,
  visit,
  folder,
}) => {
  await spoil({ site, visit, folder, name: 'edited.bin', code: 'file-changed' }, ({ path }) =>
    appendFile(path, 'one more line'),
  )
})

test('a file that is deleted on disk ends the upload with words, and no object', async ({
  site,
  visit,
  folder,
}) => {
  await spoil({ site, visit, folder, name: 'deleted.bin', code: 'file-' }, ({ path }) => rm(path))
})

interface Spoiling {
  readonly site: Site
  readonly visit: () => Promise<Visit>
  readonly folder: string
  readonly name: string
  /** What the details of the failed upload must say. */
  readonly code: string
}

async function spoil(
  { site, visit, folder, name, code }: Spoiling,
  change: (file: RandomFile) => Promise<void>,
): Promise<void> {
  const file = await writeRandomFile(folder, { name, size: 80 * MB })

  const { dashboard } = await visit()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.2)
  await change(file)
  // At once: repeating cannot help, so nothing may be repeated.
  await dashboard.untilStatus(file, 'failed', 20_000)

  await expect(dashboard.rowOf(file)).toContainText(code)
  expect(await listStored(site)).toEqual([])
}
