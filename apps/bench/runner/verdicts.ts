import { isOurs, isPeer, medianOf, ratiosOver, type Row } from './rows.ts'
import type { Workload } from './workload.ts'

export interface Verdict {
  readonly sentence: string
  readonly isMet: boolean
}

/** Bytes of parts that may be held at once. */
const inFlight = 256 * 1024 * 1024
const MB = 1_000_000

/** What was promised, and what came of it. */
export function verdictsOf(workload: Workload, rows: readonly Row[]): readonly Verdict[] {
  const own = rows.find(isOurs)
  if (!own || own.samples.length === 0) return []
  return [
    ...targetOf(workload, rows),
    ...peersOf(own, rows.filter(isPeer)),
    ...mainThreadOf(own, rows),
    ...memoryOf(own, workload),
  ]
}

function targetOf({ target }: Workload, rows: readonly Row[]): readonly Verdict[] {
  const row = rows.find(({ driver }) => driver === target?.driver)
  const measured = target && row && ratiosOver(row.sitting, target.driver, target.base, target)
  if (!measured) return []
  const { driver, base, ratio, allowance } = target
  const less = allowance ? `, less ${allowance} ms,` : ''
  return [
    {
      sentence: `${driver}${less} at most ${ratio.toFixed(2)} of ${base}: ${measured.median.toFixed(2)}`,
      isMet: measured.median <= ratio,
    },
  ]
}

/** Per file, because some are given fewer of them. */
function peersOf(own: Row, peers: readonly Row[]): readonly Verdict[] {
  const ranked = peers
    .flatMap(({ driver, wall, files }) => (wall ? [{ driver, time: wall.median / files }] : []))
    .sort((a, b) => a.time - b.time)
  const [best] = ranked
  if (!best || !own.wall) return []
  const ratio = own.wall.median / own.files / best.time
  const isEqual = ratio >= 1 && own.wall.min / own.files <= best.time
  return [
    {
      sentence: `ahead of every peer: ${ratio.toFixed(2)} of ${best.driver}, the fastest${isEqual ? ' (within the spread)' : ''}`,
      isMet: ratio < 1 || isEqual,
    },
  ]
}

function mainThreadOf(own: Row, rows: readonly Row[]): readonly Verdict[] {
  const task = medianOf(own, 'longestTask')
  const plain = rows.find(({ driver, samples }) => driver === 'plain PUT' && samples.length > 0)
  const times = plain && medianOf(own, 'mainCpu') / medianOf(plain, 'mainCpu')
  return [
    {
      sentence: `no task of the main thread above 50 ms: ${task.toFixed(0)} ms`,
      isMet: task <= 50,
    },
    ...(times === undefined || !Number.isFinite(times)
      ? []
      : [
          {
            sentence: `main-thread CPU within 3 × plain PUT: ${times.toFixed(1)} ×`,
            isMet: times <= 3,
          },
        ]),
  ]
}

function memoryOf(own: Row, { files, addsOnly = false, killAt }: Workload): readonly Verdict[] {
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const perMegabyte = medianOf(own, 'workerCpu') / (bytes / MB)
  const heap = medianOf(own, 'heap') / MB
  const buffers = medianOf(own, 'buffers')
  return [
    // Whoever comes back reads what lies there already, and sends little.
    ...(addsOnly || killAt !== undefined || bytes < 20 * MB
      ? []
      : [
          {
            sentence: `worker CPU at most 2 ms a MB: ${perMegabyte.toFixed(1)} ms`,
            isMet: perMegabyte <= 2,
          },
        ]),
    ...(bytes < 5e9
      ? []
      : [{ sentence: `JS heap grows by at most 8 MB: ${heap.toFixed(1)} MB`, isMet: heap <= 8 }]),
    {
      sentence: `ArrayBuffers within 256 MiB: ${(buffers / MB).toFixed(0)} MB`,
      isMet: buffers <= inFlight,
    },
  ]
}
