import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { writeFiles } from './files.ts'
import { measure, type Bench, type Sample } from './measure.ts'
import { parseArguments } from './parse-arguments.ts'
import { writeReport, type Machine, type Measured } from './report.ts'
import { rotate } from './statistics.ts'
import type { Workload } from './workloads.ts'
import { launchChromium } from './chromium.ts'

const home = path.resolve(import.meta.dirname, '../..')

export interface BenchOptions {
  readonly chromium: string
  readonly chromiumArgs: readonly string[]
  readonly args: readonly string[]
  /** Where the report goes. */
  readonly reportFolder: string
}

/** Runs what was asked for and writes the report. Resolves with the exit code. */
export async function runBench(options: BenchOptions): Promise<number> {
  const { chosen, repetitions, drivers, profile } = parseArguments(options.args)
  const bench: Bench = { ...options, pages: path.join(home, 'dist/web') }
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-files-'))
  const all: Measured[] = []
  try {
    for (const workload of chosen) {
      const picked = workload.drivers.filter((driver) => !drivers || drivers.includes(driver))
      console.log(`\n${workload.title}`)
      all.push(
        await measureAll(bench, folder, { ...workload, drivers: picked }, { repetitions, profile }),
      )
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const { markdown, plots } = writeReport(await describeMachine(bench, repetitions), all)
  await mkdir(options.reportFolder, { recursive: true })
  await writeFile(path.join(options.reportFolder, 'report.md'), markdown)
  for (const [name, plot] of plots) await writeFile(path.join(options.reportFolder, name), plot)
  return 0
}

async function measureAll(
  bench: Bench,
  folder: string,
  workload: Workload,
  { repetitions, profile }: { readonly repetitions: number; readonly profile: boolean },
): Promise<Measured> {
  const paths = workload.inMemory ? [] : await writeFiles(folder, workload)
  const samples: Record<string, Sample[]> = {}
  for (let repetition = 0; repetition < repetitions; repetition += 1)
    for (const driver of rotate(workload.drivers, repetition)) {
      const sample = await measure(bench, workload, { driver, paths, profile })
      const own = (samples[driver] ??= [])
      own.push(sample)
      console.log(`  ${repetition + 1} ${driver}: ${(sample.wall / 1000).toFixed(2)} s`)
      for (const { name, self } of sample.hot?.slice(0, 20) ?? [])
        console.log(`      ${self.toFixed(0)} ms ${name}`)
    }
  await rm(path.join(folder, workload.id), { recursive: true, force: true })
  return { workload, samples }
}

async function describeMachine(
  { chromium, chromiumArgs }: Bench,
  repetitions: number,
): Promise<Machine> {
  const browser = await launchChromium(chromium, chromiumArgs)
  const { version } = browser
  await browser.close()
  const manifest: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
    await readFile(path.join(home, 'package.json'), 'utf8'),
  )
  const peers = Object.entries(manifest.dependencies).filter(([name]) =>
    /uppy|tus|ali-oss/.test(name),
  )
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model ?? 'unknown CPU',
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    browser: version,
    node: process.versions.node,
    versions: peers.map(([name, version]) => `${name} ${version.replace(/^npm:.*@/, '')}`),
    repetitions,
  }
}
