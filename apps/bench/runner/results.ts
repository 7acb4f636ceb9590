import { readFile, writeFile } from 'node:fs/promises'
import type { Shaping } from './link.ts'
import type { Outcome } from './sample.ts'

/** What was measured in one go: ratios are taken within it, and nowhere else. */
export interface Sitting {
  /** Of the workload. */
  readonly workload: string
  /** ISO 8601, to the day. */
  readonly date: string
  readonly machine: string
  readonly shaping: Shaping
  /** One for each repetition, in order, by driver. */
  readonly outcomes: Readonly<Record<string, readonly Outcome[]>>
}

/** Everything that a report is made of, from one day or several. */
export interface Results {
  readonly versions: readonly string[]
  readonly sittings: readonly Sitting[]
}

/** Adds a sitting; an earlier one goes once each of its drivers was measured again. */
export function addSitting(sittings: readonly Sitting[], sitting: Sitting): readonly Sitting[] {
  const all = [...sittings, sitting]
  return all.filter(({ workload, outcomes }, index) => {
    const later = all.slice(index + 1).filter((each) => each.workload === workload)
    return Object.keys(outcomes).some((driver) => !later.some((each) => each.outcomes[driver]))
  })
}

/** Nothing yet where there is no file. */
export async function readResults(file: string): Promise<Results> {
  const text = await readFile(file, 'utf8').catch(() => null)
  return text === null ? { versions: [], sittings: [] } : JSON.parse(text)
}

/** One line for each outcome, so that a diff shows what was measured again. */
export async function writeResults(file: string, { versions, sittings }: Results): Promise<void> {
  const lines = sittings.map(({ outcomes, ...facts }) => {
    const drivers = Object.entries(outcomes).map(([driver, runs]) => {
      const each = runs.map((run) => `    ${JSON.stringify(run)}`)
      return `   ${JSON.stringify(driver)}: [\n${each.join(',\n')}\n   ]`
    })
    const head = JSON.stringify(facts).slice(0, -1)
    return `  ${head}, "outcomes": {\n${drivers.join(',\n')}\n  }}`
  })
  await writeFile(
    file,
    `{"versions": ${JSON.stringify(versions)},\n "sittings": [\n${lines.join(',\n')}\n]}\n`,
  )
}
