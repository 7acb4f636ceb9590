import { launchChromium } from './chromium.ts'
import { hotFunctions, type HotFunction } from './hot-functions.ts'
import { readRenderers } from './processes.ts'
import { checkStored, countRequests } from './requests.ts'
import { startSite } from './start-site.ts'
import type { Workload } from './workloads.ts'

/** What one run of one driver took. Times in milliseconds, memory in bytes. */
export interface Sample {
  readonly wall: number
  readonly mainCpu: number
  readonly workerCpu: number
  readonly longestTask: number
  readonly blockingTime: number
  /** Peaks above what the page had before. */
  readonly heap: number
  readonly buffers: number
  readonly resident: number
  /** As the storage saw them; tus has a server of its own. */
  readonly requests: number
  readonly preflights: number
  /** Bytes of bodies beyond those of the files. */
  readonly sentTwice: number
  /** Of drivers that show a list. */
  readonly rows?: number
  /** React's, a second. */
  readonly commits?: number
  /** Of the main thread, where it was asked for. */
  readonly hot?: readonly HotFunction[]
}

export interface Bench {
  readonly chromium: string
  readonly chromiumArgs: readonly string[]
  /** Folder of the built page. */
  readonly pages: string
}

/** How often memory is looked at. */
const interval = 250

/** A fresh browser, a fresh storage, one driver, once. */
export async function measure(
  { chromium, chromiumArgs, pages }: Bench,
  workload: Workload,
  {
    driver,
    paths,
    profile = false,
  }: { readonly driver: string; readonly paths: readonly string[]; readonly profile?: boolean },
): Promise<Sample> {
  const { link, addsOnly = false } = workload
  const files = workload.files.slice(0, workload.fewer?.[driver])
  const site = await startSite(pages, link)
  const browser = await launchChromium(chromium, chromiumArgs)
  try {
    const page = await browser.open(site.pageUrl)
    if (workload.inMemory) await page.evaluate(`inventFiles(${files.length})`)
    else await page.chooseFiles('#files', paths.slice(0, files.length))
    await page.evaluate(`prepare(${JSON.stringify(driver)})`)
    site.emulator.requests.clear()
    const before = { ...(await page.heap()), ...readRenderers(browser.pid) }
    const peak = { heap: 0, buffers: 0, resident: 0 }
    const watching = setInterval(() => void watch(), interval)
    const watch = async (): Promise<void> => {
      const { heap, buffers } = await page.heap()
      const { resident } = readRenderers(browser.pid)
      peak.heap = Math.max(peak.heap, heap - before.heap)
      peak.buffers = Math.max(peak.buffers, buffers - before.buffers)
      peak.resident = Math.max(peak.resident, resident - before.resident)
    }
    try {
      const run = `run(${JSON.stringify(site.forRun('bench/'))})`
      const profiled = profile ? await page.profile(run) : null
      const result = parseResult(profiled?.value ?? (await page.evaluate(run)))
      const after = readRenderers(browser.pid)
      await watch()
      if (!addsOnly && !driver.startsWith('tus')) checkStored(site.emulator.requests.list(), files)
      return {
        ...result,
        ...peak,
        ...countRequests(site.emulator.requests.list(), files),
        mainCpu: after.main - before.main,
        workerCpu: after.workers - before.workers,
        ...(profiled && { hot: hotFunctions(profiled.profile) }),
      }
    } finally {
      clearInterval(watching)
    }
  } finally {
    await browser.close()
    await site.close()
  }
}

function parseResult(
  value: unknown,
): Pick<Sample, 'wall' | 'longestTask' | 'blockingTime' | 'rows' | 'commits'> {
  if (typeof value !== 'object' || value === null) throw new Error('The page gave no result.')
  const number = (name: string): number => Number(Reflect.get(value, name) ?? Number.NaN)
  const [wall, rows, commits] = [number('wall'), number('rows'), number('commits')]
  return {
    wall,
    longestTask: number('longestTask'),
    blockingTime: number('blockingTime'),
    ...(!Number.isNaN(rows) && { rows }),
    ...(!Number.isNaN(commits) && { commits: (commits * 1000) / wall }),
  }
}
