import { createHash } from 'node:crypto'
import { reportFigure } from '../harness/figures.ts'
import { MB } from '../harness/random-file.ts'
import { partsSentAgain } from '../harness/request-log.ts'
import { writeSparseFile } from '../harness/sparse-file.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test('5 GiB from disk arrive whole, in the memory of a small file', async ({
  site,
  visit,
  folder,
}, story) => {
  test.setTimeout(40 * 60_000)
  const file = await writeSparseFile(folder, { name: 'survey.tif', size: 5 * 1024 ** 3 })
  const { dashboard, readMemory } = await visit()

  await dashboard.choose(file)
  const held: number[] = []
  const startedAt = Date.now()
  for (const fraction of [0.02, 0.2, 0.4, 0.6, 0.8, 0.98]) {
    await dashboard.untilProgress(file, fraction, 10 * 60_000)
    held.push(await readMemory())
  }
  await dashboard.untilStatus(file, 'done', 10 * 60_000)
  const seconds = (Date.now() - startedAt) / 1000

  const figures = held.map((bytes) => (bytes / MB).toFixed(0)).join(', ')
  reportFigure(
    story,
    `5 GiB from disk arrived byte-exact after ${seconds.toFixed(0)} s. All of Chromium held ${figures} MB at 2, 20, 40, 60, 80 and 98 %.`,
  )
  const [first = 0, ...later] = held
  expect(Math.max(...later) - first).toBeLessThan(300 * MB)
  // A slow connection is left: that may cost a twentieth of the file.
  expect(partsSentAgain(site.emulator.requests.list()).length).toBeLessThanOrEqual(16)
  await expectStored(site, file)
})

test('256 MB made in memory arrive whole', async ({ site, visit }, story) => {
  test.setTimeout(10 * 60_000)
  const name = 'drawing.bin'
  const size = 256 * MB

  const { page, dashboard } = await visit()
  await page.locator('input[type=file]').first().waitFor({ state: 'attached' })
  await page.evaluate(
    ([fileName, bytes]) => {
      const pieces = Array.from({ length: bytes / 1e6 }, (_, index) =>
        new Uint8Array(1e6).fill(index),
      )
      const chosen = new DataTransfer()
      chosen.items.add(new File(pieces, fileName))
      const input = document.querySelector<HTMLInputElement>('input[type=file]')
      if (!input) throw new Error('There is no input for files.')
      input.files = chosen.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    },
    [name, size] as const,
  )
  const digest = createHash('sha256')
  for (let index = 0; index < 256; index += 1) digest.update(Buffer.alloc(MB, index))
  const file = { path: '', name, size, sha256: digest.digest('hex') }
  await dashboard.untilStatus(file, 'done', 5 * 60_000)

  reportFigure(story, '256 MB made in memory arrived byte-exact.')
  await expectStored(site, file)
})
