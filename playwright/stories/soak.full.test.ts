import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { startBrowser } from '../harness/browser.ts'
import { censusFlags, startCensus, type Census } from '../harness/census.ts'
import { openDashboard } from '../harness/dashboard.ts'
import { writeEmptyFile } from '../harness/empty-file.ts'
import { reportFigure } from '../harness/figures.ts'
import { writeRandomFile, type RandomFile } from '../harness/random-file.ts'
import { storedParts } from '../harness/request-log.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

const partSize = 100 * 1024

test.use({ siteOptions: { partSize } })

test('2,000 small files through one page leave nothing behind', async ({ site, folder }, story) => {
  test.setTimeout(40 * 60_000)
  const rounds = 4
  const { context, page } = await startBrowser(path.join(folder, 'profile'), { flags: censusFlags })
  const takeCensus = await startCensus(page)
  const dashboard = await openDashboard(page, site.url)

  const taken: Census[] = []
  for (let round = 0; round < rounds; round += 1) {
    const files = await writeSmallFiles(folder, round)
    await dashboard.choose(...files)
    await expect(page.getByText('500 of 500 files uploaded')).toBeVisible({ timeout: 600_000 })
    await page.getByRole('button', { name: 'Clear finished' }).click()
    await expect(page.getByText('500 of 500 files uploaded')).toBeHidden()
    await site.settle()
    taken.push(await takeCensus())
  }
  await context.close()

  reportFigure(story, `After each 500 files: ${describe(taken)}.`)
  expectFlat(taken)
})

test('10,000 parts of one file through one page leave nothing behind', async ({
  site,
  folder,
}, story) => {
  test.setTimeout(30 * 60_000)
  const file = await writeEmptyFile(folder, { name: 'parts.bin', size: 10_000 * partSize })
  const { context, page } = await startBrowser(path.join(folder, 'profile'), { flags: censusFlags })
  const takeCensus = await startCensus(page)
  const dashboard = await openDashboard(page, site.url)

  await dashboard.choose(file)
  const taken: Census[] = []
  for (const fraction of [0.2, 0.4, 0.6, 0.8]) {
    await dashboard.untilProgress(file, fraction, 10 * 60_000)
    await dashboard.press('Pause', file)
    await dashboard.untilStatus(file, 'paused')
    await site.settle()
    taken.push(await takeCensus())
    await dashboard.press('Resume', file)
  }
  await dashboard.untilStatus(file, 'done', 10 * 60_000)

  reportFigure(story, `At 20, 40, 60 and 80 % of 10,000 parts: ${describe(taken)}.`)
  expectFlat(taken)
  expect(storedParts(site.emulator.requests.list()).size).toBe(10_000)
  await expectStored(site, file)
  await context.close()
})

/** The first count is the measure: from then on nothing grows but the heap, by a little. */
function expectFlat([first, ...later]: readonly Census[]): void {
  expect(later.length).toBeGreaterThan(0)
  for (const { heapBytes, listeners, timers, ...counts } of later) {
    expect(counts).toEqual({ requests: 0, slices: 0, transactions: 0, workers: 1, locks: 1 })
    expect(listeners).toBeLessThanOrEqual((first?.listeners ?? 0) + 5)
    expect(timers).toBeLessThanOrEqual((first?.timers ?? 0) + 3)
    expect(heapBytes).toBeLessThan((first?.heapBytes ?? 0) * 1.15)
  }
}

function describe(taken: readonly Census[]): string {
  const row = (name: keyof Census, unit = 1): string =>
    taken.map((census) => (census[name] / unit).toFixed(unit === 1 ? 0 : 1)).join(', ')
  return (
    `requests ${row('requests')}; slices ${row('slices')}; IndexedDB transactions ` +
    `${row('transactions')}; workers ${row('workers')}; locks ${row('locks')}; listeners ` +
    `${row('listeners')}; timers ${row('timers')}; heap ${row('heapBytes', 1e6)} MB`
  )
}

async function writeSmallFiles(folder: string, round: number): Promise<readonly RandomFile[]> {
  const target = path.join(folder, `round-${round}`)
  await mkdir(target)
  const files: RandomFile[] = []
  for (let index = 0; index < 500; index += 1) {
    const name = `${round}-${index}.txt`
    const size = 1 + ((index * 7_919) % 20_000)
    files.push(await writeRandomFile(target, { name, size, seed: round * 500 + index }))
  }
  return files
}
