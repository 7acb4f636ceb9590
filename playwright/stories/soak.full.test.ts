import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { startBrowser } from '../harness/browser.ts'
import { censusFlags, startCensus, type Census } from '../harness/census.ts'
import { openDashboard } from '../harness/dashboard.ts'
import { reportFigure } from '../harness/figures.ts'
import { writeRandomFile, type RandomFile } from '../harness/random-file.ts'
import { expectStored } from '../harness/stored-object.ts'
import { expect, test } from '../harness/test.ts'

/** A tab holds its own for life, and a shared one by which those count each other that have credentials. */
const locks = 2

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

test.describe('a file of 10,000 parts', () => {
  test.use({ siteOptions: { partSize: 102_400 } })

  test('holds no more at its end than at its beginning', async ({ site, folder }, story) => {
    test.setTimeout(40 * 60_000)
    const file = await writeRandomFile(folder, { name: 'many.bin', size: 102_400 * 10_000 })
    const { context, page } = await startBrowser(path.join(folder, 'profile'), {
      flags: censusFlags,
    })
    const takeCensus = await startCensus(page)
    const dashboard = await openDashboard(page, site.url)
    await dashboard.choose(file)

    const during: Census[] = []
    for (const fraction of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      await dashboard.untilProgress(file, fraction, 600_000)
      during.push(await takeCensus())
    }
    await dashboard.untilStatus(file, 'done', 600_000)
    await site.settle()
    const after = await takeCensus()
    await context.close()

    reportFigure(story, `While 10,000 parts are sent, and after: ${describe([...during, after])}.`)
    expectOnlyPartsInFlight(during)
    expect(after).toMatchObject({ requests: 0, slices: 0, transactions: 0, workers: 1, locks })
    expect(after.heapBytes).toBeLessThan(during.at(-1)?.heapBytes ?? 0)
    await expectStored(site, file)
  })
})

/** Whatever the first tenth of a file needs is enough for the rest, but for what is known of each part. */
function expectOnlyPartsInFlight([first, ...later]: readonly Census[]): void {
  expect(later.length).toBeGreaterThan(0)
  // Half a kilobyte a part, by heap snapshots, and what the collector leaves lying in mid-transfer.
  const bytesKnownOfAll = 10_000 * 800
  for (const census of later) {
    expect(census).toMatchObject({ workers: 1, locks })
    expect(census.requests).toBeLessThanOrEqual(10)
    expect(census.slices).toBeLessThanOrEqual(40)
    expect(census.transactions).toBeLessThanOrEqual(10)
    expect(census.listeners).toBeLessThanOrEqual((first?.listeners ?? 0) + 60)
    expect(census.timers).toBeLessThanOrEqual((first?.timers ?? 0) + 10)
    expect(census.heapBytes).toBeLessThan((first?.heapBytes ?? 0) + bytesKnownOfAll)
  }
}

/** The first count is the measure: from then on nothing grows but the heap, by a little. */
function expectFlat([first, ...later]: readonly Census[]): void {
  expect(later.length).toBeGreaterThan(0)
  for (const { heapBytes, listeners, timers, ...counts } of later) {
    expect(counts).toEqual({ requests: 0, slices: 0, transactions: 0, workers: 1, locks })
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
