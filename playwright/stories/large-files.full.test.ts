import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { processIdOf, startBrowser } from '../harness/browser.ts'
import { openDashboard } from '../harness/dashboard.ts'
import { writeEmptyFile } from '../harness/empty-file.ts'
import { reportFigure } from '../harness/figures.ts'
import { MB } from '../harness/random-file.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

test('5 GiB from disk arrive in flat memory', async ({ site, folder }, story) => {
  test.setTimeout(20 * 60_000)
  const file = await writeEmptyFile(folder, { name: 'film.mov', size: 5 * 1024 ** 3 })
  const profile = path.join(folder, 'profile')
  const { context, page } = await startBrowser(profile)
  const dashboard = await openDashboard(page, site.url)

  await dashboard.choose(file)
  const megabytes: number[] = []
  for (const fraction of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    await dashboard.untilProgress(file, fraction, 10 * 60_000)
    megabytes.push(Math.round((await residentBytes(await processIdOf(profile))) / MB))
  }
  await dashboard.untilStatus(file, 'done', 10 * 60_000)

  reportFigure(
    story,
    `5 GiB from disk: all processes of Chromium held ${megabytes.join(', ')} MB at 10, 30, 50, 70 and 90 %.`,
  )
  const [first = 0, ...later] = megabytes
  expect(Math.max(...later)).toBeLessThan(first + 300)
  await expectStored(site, file)
  await context.close()
})

test('256 MB made in memory arrive whole', async ({ site, visit }, story) => {
  test.setTimeout(10 * 60_000)
  const name = 'drawing.bin'
  const size = 256 * MB

  const { page, dashboard } = await visit()
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

/** What a process and all below it hold in memory, without counting twice what they share. */
async function residentBytes(root: number): Promise<number> {
  const parents = new Map<number, number>()
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)) {
    parents.set(id, Number(/^PPid:\s+(\d+)/m.exec(await read(id, 'status'))?.[1] ?? 0))
  }
  const isBelow = (id: number): boolean => id === root || (id > 1 && isBelow(parents.get(id) ?? 0))
  let kilobytes = 0
  for (const id of parents.keys()) {
    if (!isBelow(id)) continue
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(await read(id, 'smaps_rollup'))?.[1] ?? 0)
  }
  return kilobytes * 1024
}

/** Empty for a process that has ended meanwhile. */
function read(id: number, file: string): Promise<string> {
  return readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '')
}
