import { plotBars } from './plot-bars.ts'
import { plotTrace } from './plot-trace.ts'
import type { Results, Sitting } from './results.ts'
import { isOurs, isPeer, rowsOf, type Row } from './rows.ts'
import { tableOf, tableOfMarks } from './table.ts'
import { type Verdict, verdictsOf } from './verdicts.ts'
import type { Workload } from './workload.ts'
import { workloads } from './workloads.ts'

interface Section {
  readonly workload: Workload
  readonly sittings: readonly Sitting[]
  readonly rows: readonly Row[]
  readonly verdicts: readonly Verdict[]
}

/** The report as Markdown, and its plots by file name. */
export function writeReport({ versions, sittings }: Results): {
  readonly markdown: string
  readonly plots: ReadonlyMap<string, string>
} {
  const sections = workloads.flatMap((workload) => {
    const own = sittings.filter((sitting) => sitting.workload === workload.id)
    const rows = rowsOf(workload, own)
    if (rows.length === 0) return []
    return [{ workload, sittings: own, rows, verdicts: verdictsOf(workload, rows) }]
  })
  const missing = workloads.filter(({ id }) => !sections.some((each) => each.workload.id === id))
  const plots = new Map<string, string>()
  const lines = [
    '# How fast, beside its peers',
    '',
    ...introduction(sittings, versions),
    '',
    ...summary(sections),
    '',
    ...sections.flatMap((section) => [...write(section, plots), '']),
    ...(missing.length > 0
      ? [`Not measured yet: ${missing.map(({ title }) => title).join('; ')}.`]
      : []),
  ]
  return { markdown: `${lines.join('\n').trimEnd()}\n`, plots }
}

function introduction(
  sittings: readonly Sitting[],
  versions: readonly string[],
): readonly string[] {
  const dates = sittings.map(({ date }) => date).sort()
  const [first = '', last = first] = [dates[0], dates.at(-1)]
  return [
    'Written by `npm run bench` from [results.json](results.json). One page, one server, one run: every driver sends the same files from disk to the same storage, in turns, each with a fresh browser profile and an empty storage, which keeps what it is sent in memory where there is room for it.',
    'Each driver gets ready as an application does while its page loads: its code, its uploader or client, what it can sign with. Measured is what follows when the files are chosen half a second later.',
    'Medians of the repetitions, with the smallest and the largest. Ratios are wall time over that of one plain XHR PUT a file (six side by side), taken within each repetition. Ours checks every byte by CRC-64 in every row: there is no switch to leave that out, hence no row without. Bare pool, bare forms and six streams are no uploaders but limits: parts of 8 MiB six at once, one form a file six at once, and a file cut in six with one long PUT each, all without a check or a memory.',
    '',
    `${first === last ? first : `${first} to ${last}`} · ${[...new Set(sittings.map(({ machine }) => machine))].join(' · ')}`,
    '',
    versions.join(' · '),
    '',
    'CPU and memory are those of the renderer: CPU of the main thread and of workers, peaks of memory above what the page had before, JS heap and ArrayBuffers of the page and its workers together. Requests, preflights and bytes sent twice are counted by the storage; tus has a server of its own, which hashes nothing. All of the browser’s CPU and that of the storage’s process (with the relay and the measuring in it) stand beside them: on this machine they share its cores, and a loopback ends no sooner than their sum over the number of cores. A page in which nothing takes 50 ms has a longest task of 0.',
    '',
    'Where a target is missed, [why.md](why.md) says where the time goes and what was tried.',
  ]
}

/** One line a workload. */
function summary(sections: readonly Section[]): readonly string[] {
  return [
    '| workload | ours over plain PUT | fastest peer | promises |',
    '|---|---:|---:|---|',
    ...sections.map(({ workload, rows, verdicts }) => {
      const own = rows.find(isOurs)
      const [peer] = rows
        .filter((row) => isPeer(row) && row.ratio)
        .sort((a, b) => (a.ratio?.median ?? 0) - (b.ratio?.median ?? 0))
      const missed = verdicts.filter(({ isMet }) => !isMet)
      const kept = `${verdicts.length - missed.length} of ${verdicts.length} kept`
      const cells = [
        `[${workload.title}](#${anchorOf(workload.title)})`,
        own?.ratio?.median.toFixed(2) ?? '–',
        peer?.ratio ? `${peer.driver} ${peer.ratio.median.toFixed(2)}` : '–',
        missed.length > 0 ? `**${kept}**` : kept,
      ]
      return `| ${cells.join(' | ')} |`
    }),
  ]
}

/** As GitHub makes it of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')
}

function write(section: Section, plots: Map<string, string>): readonly string[] {
  const { workload, rows, verdicts, sittings } = section
  const bars = `${workload.id}.svg`
  plots.set(bars, plotOf(section))
  const paragraphs = [
    `## ${workload.title}`,
    `${shapingOf(workload, sittings)}${workload.note ? ` ${workload.note}` : ''}`,
    `![](${bars})`,
    tableOf(workload, rows),
    tableOfMarks(rows),
    verdicts
      .map(({ sentence, isMet }) => `- ${sentence}: ${isMet ? 'kept' : '**missed**'}`)
      .join('\n'),
    ...traceOf(section, plots),
  ]
  return paragraphs.filter(Boolean).join('\n\n').split('\n')
}

function plotOf({ workload, rows }: Section): string {
  const hasRatios = rows.some((row) => row.ratio && row.driver !== 'plain PUT')
  const unit = hasRatios ? 'wall time over plain PUT' : 'wall time in seconds'
  return plotBars({
    title: workload.title,
    unit,
    ...(hasRatios && { line: 1 }),
    bars: rows.flatMap((row) => {
      const value = hasRatios ? row.ratio : row.wall && inSeconds(row.wall)
      if (!value && !row.failed) return []
      return [{ driver: row.driver, value, isOurs: isOurs(row) }]
    }),
  })
}

function inSeconds({ median, min, max }: NonNullable<Row['wall']>): NonNullable<Row['wall']> {
  return { median: median / 1000, min: min / 1000, max: max / 1000 }
}

function traceOf({ workload, rows }: Section, plots: Map<string, string>): readonly string[] {
  const trace = rows
    .flatMap(({ samples }) => samples.map((sample) => sample.trace ?? []))
    .find((points) => points.length > 0)
  if (!trace) return []
  const file = `${workload.id}-trace.svg`
  const link = workload.link.kind === 'link' ? workload.link : undefined
  plots.set(file, plotTrace(`${workload.title}: ours over time`, trace, link))
  return [`![](${file})`]
}

const ways: Readonly<Record<Sitting['shaping'], string>> = {
  none: 'Not shaped: the page talks to the storage on loopback.',
  relay:
    'Shaped by a relay on the same machine, which takes a part of its CPU, and whose buffers take in a few megabytes at once.',
  namespace:
    'Shaped packet by packet between two network namespaces (user-space emulator; TCP with CUBIC), which takes a part of the machine’s CPU.',
}

function shapingOf({ link }: Workload, sittings: readonly Sitting[]): string {
  const used = [...new Set(sittings.map(({ shaping }) => shaping))]
  const without =
    link.kind === 'link' && used.includes('relay')
      ? ' Namespaces could not be used, so that TCP itself met neither the round trip nor the queue.'
      : ''
  return `${used.map((each) => ways[each]).join(' ')}${without}`
}
