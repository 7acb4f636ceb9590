import { rename, truncate, writeFile } from 'node:fs/promises'
import { MB, writeRandomFile, type RandomFile } from '../harness/random-file.ts'
import { listStored } from '../harness/stored-object.ts'
import { expect, networkNoise, test } from '../harness/test.ts'

test.use({ siteOptions: { bytesPerSecond: 10 * MB }, expectedNoise: networkNoise })

const changes: Readonly<Record<string, (file: RandomFile) => Promise<void>>> = {
  shrinks: ({ path }) => truncate(path, 100),
  'is renamed': ({ path }) => rename(path, `${path}.old`),
  'is replaced by one of the same size': ({ path, size }) => writeFile(path, Buffer.alloc(size, 7)),
}

for (const [whatHappens, change] of Object.entries(changes)) {
  test(`a file that ${whatHappens} on disk ends the upload with words, and no object`, async ({
    site,
    visit,
    folder,
  }) => {
    test.setTimeout(240_000)
    const file = await writeRandomFile(folder, { name: 'spoiled.bin', size: 80 * MB })

    const { dashboard } = await visit()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.2)
    await change(file)
    await dashboard.untilStatus(file, 'failed')

    await expect(dashboard.rowOf(file)).toContainText('file-')
    expect(await listStored(site)).toEqual([])
  })
}
