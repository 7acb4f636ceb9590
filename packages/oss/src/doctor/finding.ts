import { catalogue, type CheckName, type FindingName } from './catalogue.ts'

/**
 * - `passed`: the check found nothing.
 * - `problem`: uploads fail, or something is open to others, until this is mended.
 * - `warning`: uploads work, with less than they could.
 * - `unknown`: it cannot be known from a page.
 * - `skipped`: another check comes first, or there is nothing to look at.
 */
export type Outcome = 'passed' | 'problem' | 'warning' | 'unknown' | 'skipped'

/** One thing the doctor has to say. Holds no secret. */
export interface Finding {
  readonly check: CheckName
  /** What was found; `null` for a check that found nothing. Names are API: added, never renamed. */
  readonly name: FindingName | null
  readonly outcome: Outcome
  /** Sentences in the language of the texts. */
  readonly what: string
  readonly why: string
  readonly fix: string
  /** Values behind the sentences: an endpoint, a header, an XML rule to paste. */
  readonly details: Readonly<Record<string, string>>
}

/** A finding before it is put into words. */
export interface Found {
  readonly name: FindingName
  readonly details?: Readonly<Record<string, string>>
}

export const checkNames: readonly CheckName[] = Object.keys(catalogue) as CheckName[] // `keys` forgets the literal type of its argument.

export function checkOf(name: FindingName): CheckName {
  return checkNames.find((check) => Object.hasOwn(catalogue[check], name)) ?? 'settings'
}

export function outcomeOf(name: FindingName): Outcome {
  const outcomes: Readonly<Record<string, Outcome>> = catalogue[checkOf(name)]
  return outcomes[name] ?? 'unknown'
}
