import { type Figure, isOurs, medianOf, type Row } from './rows.ts'
import type { Sample } from './sample.ts'
import { spreadOf, type Spread } from './statistics.ts'
import type { Workload } from './workload.ts'

const MB = 1_000_000

interface Column {
  readonly head: string
  readonly cell: (row: Row) => string
}

const columns: readonly Column[] = [
  { head: 'wall s', cell: wallOf },
  { head: 'over plain PUT', cell: ({ ratio }) => (ratio ? spread(ratio, twoDigits) : '–') },
  { head: 'main CPU s', cell: figure('mainCpu', seconds) },
  { head: 'worker CPU s', cell: figure('workerCpu', seconds) },
  { head: 'browser CPU s', cell: known(({ browserCpu }) => browserCpu, seconds) },
  { head: 'storage CPU s', cell: known(({ storageCpu }) => storageCpu, seconds) },
  { head: 'longest task ms', cell: figure('longestTask', whole) },
  { head: 'blocking ms', cell: figure('blockingTime', whole) },
  { head: 'heap MB', cell: figure('heap', (bytes) => (bytes / MB).toFixed(1)) },
  { head: 'buffers MB', cell: figure('buffers', (bytes) => (bytes / MB).toFixed(1)) },
  { head: 'RSS MB', cell: figure('resident', (bytes) => (bytes / MB).toFixed(0)) },
  { head: 'requests', cell: figure('requests', whole) },
  { head: 'preflights', cell: figure('preflights', whole) },
  { head: 'twice MB', cell: figure('sentTwice', (bytes) => (bytes / MB).toFixed(1)) },
]

const ofLists: readonly Column[] = [
  { head: 'rows', cell: known(({ rows }) => rows, whole) },
  { head: 'commits/s', cell: known(({ commits }) => commits, whole) },
]

/** All figures of one workload. */
export function tableOf(workload: Workload, rows: readonly Row[]): string {
  const showsList = rows.some(({ samples }) => samples.some((sample) => sample.rows !== undefined))
  const days = new Set(rows.map(({ date }) => date))
  const shown = [
    ...columns,
    ...(showsList ? ofLists : []),
    ...(days.size > 1 ? [{ head: 'measured', cell: ({ date }: Row) => date }] : []),
  ]
  return [
    `| | ${shown.map(({ head }) => head).join(' | ')} |`,
    `|---|${'---:|'.repeat(shown.length)}`,
    ...rows.map(
      (row) => `| ${nameOf(row, workload)} | ${shown.map(({ cell }) => cell(row)).join(' | ')} |`,
    ),
  ].join('\n')
}

/** When the drivers came by certain points, in order; empty where none tells. */
export function tableOfMarks(rows: readonly Row[]): string {
  const told = rows.flatMap(({ samples }) => samples.map(({ marks }) => marks ?? {}))
  const names = [...new Set(told.flatMap((marks) => Object.keys(marks)))]
  const points = names
    .map((name) => ({ name, at: spreadOf(told.flatMap((marks) => marks[name] ?? [])) }))
    .sort((a, b) => a.at.median - b.at.median)
  if (points.length === 0) return ''
  const lines = points.map(({ name, at }, index) => {
    const step = at.median - (points[index - 1]?.at.median ?? 0)
    return `| ${name} | ${spread(at, whole)} | ${whole(step)} |`
  })
  return [
    '| since the page began to load | ms | after the step before |',
    '|---|---:|---:|',
    ...lines,
  ].join('\n')
}

function wallOf({ wall, failed }: Row): string {
  const time = wall ? spread(wall, seconds) : ''
  return failed ? `${time} ${failed}`.trim() : time
}

function figure(name: Figure, print: (value: number) => string): Column['cell'] {
  return (row) => (row.samples.length > 0 ? print(medianOf(row, name)) : '–')
}

/** Who is given fewer files is not compared by its time. */
function nameOf(row: Row, { files }: Workload): string {
  const name = row.files < files.length ? `${row.driver}, ${row.files} files` : row.driver
  return isOurs(row) ? `**${name}**` : name
}

/** What only some drivers, or later sittings, tell. */
function known(
  figureOf: (sample: Sample) => number | undefined,
  print: (value: number) => string,
): Column['cell'] {
  return ({ samples }) => {
    const values = samples.flatMap((sample) => figureOf(sample) ?? [])
    return values.length > 0 ? print(spreadOf(values).median) : '–'
  }
}

function spread({ median, min, max }: Spread, print: (value: number) => string): string {
  return min === max ? print(median) : `${print(median)} (${print(min)}–${print(max)})`
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2)
}

function twoDigits(value: number): string {
  return value.toFixed(2)
}

function whole(value: number): string {
  return value.toFixed(0)
}
