import { appendFile, writeFile } from 'node:fs/promises'
import { reportFigure } from '../harness/figures.ts'
import { MB, writeRandomFile, type RandomFile } from '../harness/random-file.ts'
import { listStored } from '../harness/stored-object.ts'
import { expect } from '../harness/test.ts'
import { readAbilities } from './abilities.ts'
import { engineTest } from './engine-test.ts'
import { callIn } from './other-browser.ts'
import { tellSharedStories } from './shared-stories.ts'
import { startWebKitGtk } from './start-webkitgtk.ts'

const test = engineTest(() => startWebKitGtk())

tellSharedStories(test)

const changes: Readonly<Record<string, (file: RandomFile) => Promise<void>>> = {
  grows: ({ path }) => appendFile(path, 'one more line'),
  'is replaced': ({ path, size }) => writeFile(path, Buffer.alloc(size, 7)),
}

for (const [whatHappens, change] of Object.entries(changes)) {
  test(`a file that ${whatHappens} on disk ends the upload with words, and no object`, async ({
    site,
    open,
    folder,
  }) => {
    const file = await writeRandomFile(folder, { name: 'edited.bin', size: 80 * MB })

    const { dashboard } = await open()
    await dashboard.choose(file)
    await dashboard.untilProgress(file, 0.2)
    await change(file)
    await dashboard.untilStatus(file, 'failed')

    expect(await dashboard.wordsOf(file)).toContain('file-')
    expect(await listStored(site)).toEqual([])
  })
}

test('WebKitGTK locks, but keeps no files and says nothing of room', async ({ open }, story) => {
  const { browser } = await open()

  expect(await callIn(browser, readAbilities, null)).toEqual({
    fileHandles: false,
    locks: true,
    broadcast: true,
    quota: false,
    originFiles: false,
    keepsFiles: false,
  })
  reportFigure(
    story,
    `${browser.name} has no file handles: after a reload the file is chosen again.`,
  )
  reportFigure(
    story,
    `${browser.name} under automation is a private session: no IndexedDB keeps a File in it, and nothing ` +
      'outlives its window, so no story kills it and starts it again.',
  )
})
