import { plotRatios } from './plot.ts'
import type { Sample } from './measure.ts'
import { spreadOf, type Spread } from './statistics.ts'
import type { Workload } from './workloads.ts'

export interface Measured {
  readonly workload: Workload
  /** One for each repetition, in order. */
  readonly samples: Readonly<Record<string, readonly Sample[]>>
}

export interface Machine {
  readonly date: string
  readonly cpu: string
  readonly cores: number
  readonly memory: string
  readonly browser: string
  readonly node: string
  /** Name and version of every driver's packages. */
  readonly versions: readonly string[]
  readonly repetitions: number
}

const base = 'plain PUT'
const MB = 1_000_000

/** The report as Markdown, and its plots by file name. */
export function writeReport(
  machine: Machine,
  all: readonly Measured[],
): { readonly markdown: string; readonly plots: ReadonlyMap<string, string> } {
  const plots = new Map<string, string>()
  const sections = all.map((measured) => {
    const { workload } = measured
    const file = `${workload.id}.svg`
    const bars = rowsOf(measured).flatMap(({ driver, ratio }) => (ratio ? [{ driver, ratio }] : []))
    plots.set(file, plotRatios(workload.title, bars))
    return [`## ${workload.title}`, '', `![](${file})`, '', table(measured), '', verdict(measured)]
  })
  const lines = [
    '# How fast, beside its peers',
    '',
    'Written by `npm run bench`. One page, one server, one run: every driver sends the same files from disk to the same storage, in turns, each with a fresh browser profile and an empty storage.',
    `Medians of ${machine.repetitions} repetitions, with the smallest and the largest. Ratios are wall time over that of one plain XHR PUT a file (six side by side) in the same repetition.`,
    '',
    `${machine.date} · ${machine.cpu}, ${machine.cores} cores, ${machine.memory} · ${machine.browser} · Node ${machine.node}`,
    '',
    machine.versions.join(' · '),
    '',
    'Links are shaped by a proxy on the same machine, which takes part of its CPU: delay for every answer, a rate for each connection or for all. Memory is the peak above what the page had before; JS heap and ArrayBuffers of the page and its workers.',
    '',
    ...sections.flatMap((section) => [...section, '']),
  ]
  return { markdown: `${lines.join('\n').trimEnd()}\n`, plots }
}

type Figure = Exclude<keyof Sample, 'hot' | 'rows' | 'commits'>

interface Row {
  readonly driver: string
  readonly wall: Spread
  readonly ratio: Spread | null
  readonly samples: readonly Sample[]
}

function rowsOf({ workload, samples }: Measured): readonly Row[] {
  return workload.drivers.flatMap((driver) => {
    const own = samples[driver] ?? []
    if (own.length === 0) return []
    return [
      {
        driver,
        wall: spreadOf(own.map(({ wall }) => wall)),
        ratio: workload.fewer?.[driver] ? null : ratiosOver(samples, driver, base),
        samples: own,
      },
    ]
  })
}

/** Within each repetition: what else the machine did at that time met both. */
function ratiosOver(samples: Measured['samples'], driver: string, other: string): Spread | null {
  const own = samples[driver] ?? []
  const others = samples[other] ?? []
  const ratios = own.flatMap(({ wall }, index) => {
    const measure = others[index]
    return measure ? [wall / measure.wall] : []
  })
  return ratios.length > 0 ? spreadOf(ratios) : null
}

function table(measured: Measured): string {
  const head =
    '| | wall s | over plain PUT | main CPU s | worker CPU s | longest task ms | blocking ms | heap MB | buffers MB | RSS MB | requests | preflights | twice MB | rows | commits/s |'
  const rule = `|---|${'---:|'.repeat(14)}`
  const rows = rowsOf(measured).map(({ driver, wall, ratio, samples }) => {
    const median = (name: Figure): number => spreadOf(samples.map((s) => s[name])).median
    const cells = [
      nameOf(driver, measured.workload),
      spread(wall, (ms) => (ms / 1000).toFixed(2)),
      ratio ? spread(ratio, (value) => value.toFixed(2)) : '–',
      (median('mainCpu') / 1000).toFixed(2),
      (median('workerCpu') / 1000).toFixed(2),
      median('longestTask').toFixed(0),
      median('blockingTime').toFixed(0),
      (median('heap') / MB).toFixed(1),
      (median('buffers') / MB).toFixed(1),
      (median('resident') / MB).toFixed(0),
      median('requests').toFixed(0),
      median('preflights').toFixed(0),
      (median('sentTwice') / MB).toFixed(1),
      optional(samples.map((sample) => sample.rows)),
      optional(samples.map((sample) => sample.commits)),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [head, rule, ...rows].join('\n')
}

/** Who is given fewer files is not compared by its time. */
function nameOf(driver: string, { fewer }: Workload): string {
  const files = fewer?.[driver]
  const name = files ? `${driver}, ${files} files` : driver
  return isOurs(driver) ? `**${name}**` : name
}

function isOurs(driver: string): boolean {
  return driver.startsWith('our')
}

function optional(values: readonly (number | undefined)[]): string {
  const known = values.flatMap((value) => value ?? [])
  return known.length > 0 ? spreadOf(known).median.toFixed(0) : '–'
}

function verdict({ workload, samples }: Measured): string {
  const { target } = workload
  if (!target) return ''
  const ratio = ratiosOver(samples, target.driver, target.base)
  if (!ratio) return ''
  const met = ratio.median <= target.ratio ? 'met' : '**missed**'
  return `Target: ${target.driver} at most ${target.ratio.toFixed(2)} of ${target.base}. Measured ${ratio.median.toFixed(2)}: ${met}.`
}

function spread({ median, min, max }: Spread, print: (value: number) => string): string {
  return min === max ? print(median) : `${print(median)} (${print(min)}–${print(max)})`
}
