import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Browser, type CpuProfile, launchChromium, type Page } from './chromium.ts'
import { hotFunctions } from './hot-functions.ts'
import { type Link, openLink } from './link.ts'
import { readBrowser } from './processes.ts'
import { checkStored, countRequests, receivedBytes } from './requests.ts'
import type { Outcome, Sample } from './sample.ts'
import { type BenchSite, startSite } from './start-site.ts'
import type { Workload } from './workload.ts'

export interface Bench {
  readonly chromium: string
  readonly chromiumArgs: readonly string[]
  /** Folder of the built page. */
  readonly pages: string
  /** For files and profiles. */
  readonly folder: string
  /** For what the storages keep. */
  readonly storage: string
  /** Whether links can be namespaces here. */
  readonly namespaces: boolean
}

/** One driver's turn with a workload. */
export interface Turn {
  readonly workload: Workload
  readonly driver: string
  /** The files on disk; none where they lie in memory. */
  readonly paths: readonly string[]
  readonly profile?: boolean
}

/** How often memory is looked at. */
const interval = 250

/** A fresh browser, a fresh storage, one driver, once. What goes wrong is its outcome. */
export async function measure(bench: Bench, turn: Turn): Promise<Outcome> {
  const folder = await mkdtemp(path.join(bench.folder, 'run-'))
  const storage = await mkdtemp(path.join(bench.storage, 'run-'))
  const profile = path.join(folder, 'profile')
  const { link: usual, otherLinks } = turn.workload
  const link = await openLink(otherLinks?.[turn.driver] ?? usual, bench)
  const site = await startSite({ pages: bench.pages, folder: storage, link })
  const launch = (): Promise<Browser> =>
    launchChromium({
      executable: bench.chromium,
      entry: link.browser.entry,
      args: [...bench.chromiumArgs, ...link.browser.args],
      profile,
    })
  try {
    if (turn.workload.killAt !== undefined) await runUntilKilled(turn, { link, site, launch })
    return await runToTheEnd(turn, { link, site, launch })
  } catch (cause) {
    return { failed: cause instanceof Error ? cause.message : String(cause) }
  } finally {
    await site.close()
    await link.close()
    for (const left of [folder, storage])
      await rm(left, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Stage {
  readonly link: Link
  readonly site: BenchSite
  readonly launch: () => Promise<Browser>
}

/** Ends the browser like a power cut once the storage has received its share of the bytes. */
async function runUntilKilled(turn: Turn, { link, site, launch }: Stage): Promise<void> {
  const { files, killAt = 1, limit = 90_000 } = turn.workload
  const enough = killAt * files.reduce((sum, { size }) => sum + size, 0)
  const browser = await launch()
  try {
    const page = await openPage(browser, turn, site)
    link.begin()
    let ended = false
    const run = page.evaluate('run()').finally(() => (ended = true))
    run.catch(() => {})
    const deadline = Date.now() + limit
    while (receivedBytes(site.emulator.requests.list()) < enough) {
      if (ended) await run
      if (ended || Date.now() > deadline) throw new Error('It was over before it was killed.')
      await pause(interval)
    }
  } finally {
    await browser.kill()
  }
}

async function runToTheEnd(turn: Turn, { link, site, launch }: Stage): Promise<Sample> {
  const { limit = 90_000, addsOnly = false } = turn.workload
  const files = filesOf(turn)
  const sentBefore = receivedBytes(site.emulator.requests.list())
  site.emulator.requests.clear()
  const browser = await launch()
  try {
    const page = await openPage(browser, turn, site)
    const before = readBrowser(browser.pid)
    const storageBefore = process.cpuUsage()
    const memory = await watchMemory(browser, page)
    link.begin()
    const running = runIn(page, 'run()', turn)
    const { value, profile } = await within(limit, running).finally(memory.stop)
    const storage = process.cpuUsage(storageBefore)
    const after = readBrowser(browser.pid)
    const log = site.emulator.requests.list()
    if (!addsOnly && !turn.driver.startsWith('tus')) checkStored(log, files)
    return {
      ...parseResult(value),
      ...(await memory.peak()),
      ...countRequests(log, files, sentBefore),
      mainCpu: after.main - before.main,
      workerCpu: after.workers - before.workers,
      browserCpu: after.all - before.all,
      storageCpu: (storage.user + storage.system) / 1000,
      ...(profile && { hot: hotFunctions(profile) }),
    }
  } finally {
    await browser.close()
  }
}

function filesOf({ workload, driver }: Turn): Workload['files'] {
  return workload.files.slice(0, workload.fewer?.[driver])
}

/** The page with its files chosen and its driver loaded. */
async function openPage(browser: Browser, turn: Turn, site: BenchSite): Promise<Page> {
  const { length } = filesOf(turn)
  const page = await browser.open(site.pageUrl)
  if (turn.workload.inMemory) await page.evaluate(`inventFiles(${length})`)
  else await page.chooseFiles('#files', turn.paths.slice(0, length))
  await page.evaluate(prepareExpression(turn, site))
  return page
}

async function runIn(
  page: Page,
  expression: string,
  { profile = false }: Turn,
): Promise<{ readonly value: unknown; readonly profile: CpuProfile | null }> {
  if (profile) return page.profile(expression)
  return { value: await page.evaluate(expression), profile: null }
}

function prepareExpression({ driver }: Turn, { forPage }: BenchSite): string {
  return `prepare(${JSON.stringify(driver)}, ${JSON.stringify(forPage)})`
}

interface MemoryWatch {
  readonly stop: () => void
  readonly peak: () => Promise<Pick<Sample, 'heap' | 'buffers' | 'resident'>>
}

async function watchMemory(browser: Browser, page: Page): Promise<MemoryWatch> {
  const before = { ...(await page.heap()), ...readBrowser(browser.pid) }
  const peak = { heap: 0, buffers: 0, resident: 0 }
  const look = async (): Promise<void> => {
    const { heap, buffers } = await page.heap()
    const { resident } = readBrowser(browser.pid)
    peak.heap = Math.max(peak.heap, heap - before.heap)
    peak.buffers = Math.max(peak.buffers, buffers - before.buffers)
    peak.resident = Math.max(peak.resident, resident - before.resident)
  }
  // A browser that is being closed answers no more.
  const timer = setInterval(() => void look().catch(() => {}), interval)
  return {
    stop: () => clearInterval(timer),
    async peak() {
      await look()
      return peak
    },
  }
}

async function within<Result>(limit: number, running: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${limit / 1000} s.`)), limit)
  })
  // What is still heard of it later is nobody's concern.
  running.catch(() => {})
  return Promise.race([running, tooLate]).finally(() => clearTimeout(timer))
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

type PageResult = Pick<
  Sample,
  'wall' | 'longestTask' | 'blockingTime' | 'rows' | 'commits' | 'marks' | 'trace'
>

/** As `PageResult` of the page, whose commits are a number. */
function parseResult(value: unknown): PageResult {
  if (typeof value !== 'object' || value === null) throw new Error('The page gave no result.')
  const { commits, ...result } = value as PageResult
  return {
    ...result,
    ...(typeof commits === 'number' && { commits: (commits * 1000) / result.wall }),
  }
}
