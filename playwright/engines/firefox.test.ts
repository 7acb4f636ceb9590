import { appendFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { reportFigure } from '../harness/figures.ts'
import { MB, writeRandomFile } from '../harness/random-file.ts'
import { partsInFlight, partRequests, storedParts } from '../harness/request-log.ts'
import { expectStored, listStored } from '../harness/stored-object.ts'
import { expect } from '../harness/test.ts'
import { readAbilities } from './abilities.ts'
import { engineTest } from './engine-test.ts'
import { callIn } from './other-browser.ts'
import { tellSharedStories } from './shared-stories.ts'
import { startFirefox } from './start-firefox.ts'

const test = engineTest((folder) => startFirefox(path.join(folder, 'firefox')))

tellSharedStories(test)

test('Firefox is killed in the middle; the file is chosen again and only the rest is sent', async ({
  site,
  open,
  folder,
}) => {
  test.setTimeout(240_000)
  const file = await writeRandomFile(folder, { name: 'film.mov', size: 160 * MB })

  const first = await open()
  await first.dashboard.choose(file)
  await first.dashboard.untilProgress(file, 0.5)
  await first.browser.kill()
  await site.settle()
  const before = site.emulator.requests.list()
  const second = await open()
  await second.dashboard.choose(file)
  await second.dashboard.untilStatus(file, 'done')

  await expectStored(site, file)
  const [stored, inFlight] = [storedParts(before), partsInFlight(before)]
  const sentAgain = partRequests(site.emulator.requests.list().slice(before.length))
    .map(({ partNumber }) => partNumber ?? 0)
    .filter((number) => stored.has(number) && !inFlight.has(number))
  expect(stored.size).toBeGreaterThan(0)
  expect(sentAgain).toEqual([])
})

test('a file that is replaced on disk ends the upload with words, though Firefox reads on', async ({
  site,
  open,
  folder,
}) => {
  const file = await writeRandomFile(folder, { name: 'replaced.bin', size: 80 * MB })

  const { dashboard } = await open()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.2)
  await writeFile(file.path, Buffer.alloc(file.size, 7))
  await dashboard.untilStatus(file, 'failed')

  expect(await dashboard.wordsOf(file)).toContain('file-changed')
  expect(await listStored(site)).toEqual([])
})

test('a file that grows on disk arrives as it was chosen', async ({ site, open, folder }) => {
  const file = await writeRandomFile(folder, { name: 'growing.log', size: 80 * MB })

  const { dashboard } = await open()
  await dashboard.choose(file)
  await dashboard.untilProgress(file, 0.2)
  await appendFile(file.path, 'one more line')
  await dashboard.untilStatus(file, 'done')

  await expectStored(site, file)
})

test('Firefox keeps files and locks and tells of room, but hands out no file handles', async ({
  open,
}, story) => {
  const { browser } = await open()

  expect(await callIn(browser, readAbilities, null)).toEqual({
    fileHandles: false,
    locks: true,
    broadcast: true,
    quota: true,
    originFiles: true,
    keepsFiles: true,
  })
  reportFigure(
    story,
    `${browser.name} has no file handles: after a reload the file is chosen again.`,
  )
  reportFigure(
    story,
    `${browser.name} goes on reading a file that was replaced on disk; its samples tell before the object is made.`,
  )
})
