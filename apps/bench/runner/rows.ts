import type { Sitting } from './results.ts'
import { isSample, type Sample } from './sample.ts'
import { spreadOf, type Spread } from './statistics.ts'
import type { Workload } from './workload.ts'

/** One driver of a workload, with all that a table or a verdict says of it. */
export interface Row {
  readonly driver: string
  readonly date: string
  readonly files: number
  readonly samples: readonly Sample[]
  /** Why it gave no figures, where it gave none. */
  readonly failed: string | null
  /** Milliseconds; null without samples. */
  readonly wall: Spread | null
  /** Over a plain PUT; null where there was none, or for other files. */
  readonly ratio: Spread | null
  /** Of what it was measured beside. */
  readonly sitting: Sitting
}

const base = 'plain PUT'

/** A row for each driver that was measured, from the latest sitting that has it. */
export function rowsOf(workload: Workload, sittings: readonly Sitting[]): readonly Row[] {
  return workload.drivers.flatMap((driver) => {
    const sitting = sittings.findLast(({ outcomes }) => outcomes[driver])
    const outcomes = sitting?.outcomes[driver]
    if (!sitting || !outcomes) return []
    const samples = outcomes.filter(isSample)
    const fewer = workload.fewer?.[driver]
    return [
      {
        driver,
        date: sitting.date,
        files: fewer ?? workload.files.length,
        samples,
        failed: outcomes.flatMap((each) => (isSample(each) ? [] : [each.failed]))[0] ?? null,
        wall: samples.length > 0 ? spreadOf(samples.map(({ wall }) => wall)) : null,
        ratio: fewer ? null : ratiosOver(sitting, driver, base),
        sitting,
      },
    ]
  })
}

/** Within each repetition: what else the machine did at that time met both. */
export function ratiosOver(
  { outcomes }: Sitting,
  driver: string,
  other: string,
  { allowance = 0 }: { readonly allowance?: number } = {},
): Spread | null {
  const ratios = (outcomes[driver] ?? []).flatMap((own, index) => {
    const measure = outcomes[other]?.[index]
    if (!measure || !isSample(own) || !isSample(measure)) return []
    return [(own.wall - allowance) / measure.wall]
  })
  return ratios.length > 0 ? spreadOf(ratios) : null
}

export type Figure =
  | 'mainCpu'
  | 'workerCpu'
  | 'longestTask'
  | 'blockingTime'
  | 'heap'
  | 'buffers'
  | 'resident'
  | 'requests'
  | 'preflights'
  | 'sentTwice'

export function medianOf({ samples }: Row, figure: Figure): number {
  return spreadOf(samples.map((sample) => sample[figure])).median
}

export function isOurs({ driver }: Pick<Row, 'driver'>): boolean {
  return driver.startsWith('our')
}

export function isPeer({ driver }: Pick<Row, 'driver'>): boolean {
  return /^(?:Uppy|tus|ali-oss|antd)/.test(driver)
}
