import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { launchChromium } from './chromium.ts'
import { writeFiles } from './files.ts'
import type { Shaping } from './link.ts'
import type { LinkShape } from './link-shape.ts'
import { measure, type Bench } from './measure.ts'
import { whyNoNamespaces } from './namespace.ts'
import { storageFolder } from './storage-folder.ts'
import { parseArguments } from './parse-arguments.ts'
import { writeReport } from './report.ts'
import { addSitting, readResults, type Results, type Sitting, writeResults } from './results.ts'
import { isSample, type Outcome } from './sample.ts'
import { rotate } from './statistics.ts'
import type { Workload } from './workload.ts'

const home = path.resolve(import.meta.dirname, '../..')

export interface BenchOptions {
  readonly chromium: string
  readonly chromiumArgs: readonly string[]
  readonly args: readonly string[]
  /** Where the report goes, and where earlier results lie. */
  readonly reportFolder: string
}

/**
 * Runs what was asked for, adds it to what was measured before and writes the report anew after each
 * workload. Resolves with the exit code: 1 when one of our own uploads failed.
 */
export async function runBench(options: BenchOptions): Promise<number> {
  const { chosen, repetitions, drivers, profile } = parseArguments(options.args)
  const why = await whyNoNamespaces()
  if (why) console.log(`Links are shaped by a relay, for namespaces cannot be used: ${why}`)
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'))
  const storage = await mkdtemp(path.join(await storageFolder(), 'bench-storage-'))
  // Gigabytes may lie there, however this ends.
  process.once('exit', () => {
    for (const left of [folder, storage])
      rmSync(left, { recursive: true, force: true, maxRetries: 5 })
  })
  const pages = path.join(home, 'dist/web')
  const bench: Bench = { ...options, folder, storage, pages, namespaces: !why }
  const machine = await describeMachine(bench)
  const versions = await peerVersions()
  let failed = false
  for (const workload of chosen) {
    if (!canShape(workload.link, bench)) {
      console.log(`\n${workload.title}: left out, for a relay cannot lose packets`)
      continue
    }
    const picked = workload.drivers.filter((driver) => !drivers || drivers.includes(driver))
    if (picked.length === 0) continue
    console.log(`\n${workload.title}`)
    const outcomes = await measureAll(
      bench,
      { ...workload, drivers: picked },
      { profile, repetitions: Math.min(repetitions, workload.atMost ?? repetitions) },
    )
    failed ||= Object.entries(outcomes).some(
      ([driver, own]) => driver.startsWith('our') && !own.every(isSample),
    )
    // Profiling takes time of its own.
    if (profile) continue
    await report(options.reportFolder, versions, {
      workload: workload.id,
      date: new Date().toISOString().slice(0, 10),
      machine,
      shaping: shapingOf(workload.link, bench),
      outcomes,
    })
  }
  return failed ? 1 : 0
}

interface Plan {
  readonly repetitions: number
  readonly profile: boolean
}

async function measureAll(
  bench: Bench,
  workload: Workload,
  { repetitions, profile }: Plan,
): Promise<Sitting['outcomes']> {
  const paths = workload.inMemory ? [] : await writeFiles(bench.folder, workload)
  const outcomes: Record<string, Outcome[]> = {}
  for (let repetition = 0; repetition < repetitions; repetition += 1)
    for (const driver of rotate(workload.drivers, repetition)) {
      const outcome = await measure(bench, { workload, driver, paths, profile })
      const own = (outcomes[driver] ??= [])
      own.push(outcome)
      const result = isSample(outcome) ? `${(outcome.wall / 1000).toFixed(2)} s` : outcome.failed
      console.log(`  ${repetition + 1} ${driver}: ${result}`)
      const hot = isSample(outcome) ? outcome.hot : undefined
      for (const { name, self } of hot?.slice(0, 20) ?? [])
        console.log(`      ${self.toFixed(0)} ms ${name}`)
    }
  await rm(path.join(bench.folder, workload.id), { recursive: true, force: true })
  return outcomes
}

async function report(
  folder: string,
  versions: readonly string[],
  sitting: Sitting,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, 'results.json')
  const { sittings } = await readResults(file)
  const results: Results = { versions, sittings: addSitting(sittings, sitting) }
  await writeResults(file, results)
  const { markdown, plots } = writeReport(results)
  await writeFile(path.join(folder, 'report.md'), markdown)
  for (const [name, plot] of plots) await writeFile(path.join(folder, name), plot)
}

function canShape(link: LinkShape, { namespaces }: Bench): boolean {
  return namespaces || link.kind !== 'link' || !link.loss
}

function shapingOf(link: LinkShape, { namespaces }: Bench): Shaping {
  if (link.kind === 'loopback') return 'none'
  return link.kind === 'link' && namespaces ? 'namespace' : 'relay'
}

async function describeMachine({ chromium, chromiumArgs, folder }: Bench): Promise<string> {
  const profile = await mkdtemp(path.join(folder, 'profile-'))
  const browser = await launchChromium({ executable: chromium, args: chromiumArgs, profile })
  const { version } = browser
  await browser.close()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  const cpu = cpus()[0]?.model ?? 'unknown CPU'
  return `${cpu}, ${cpus().length} cores, ${memory} · ${version} · Node ${process.versions.node}`
}

async function peerVersions(): Promise<readonly string[]> {
  const read = async (file: string): Promise<readonly (readonly [string, string])[]> => {
    const manifest: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
      await readFile(path.join(home, file), 'utf8'),
    )
    return Object.entries(manifest.dependencies)
  }
  const peers = [...(await read('package.json')), ...(await read('uppy-5/package.json'))]
  return peers
    .filter(([name]) => /^(?:@uppy|@tus|tus-js-client|ali-oss|antd)/.test(name))
    .map(([name, version]) => `${name} ${version}`)
}
