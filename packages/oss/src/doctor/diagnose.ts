import { createBrowserPorts } from './browser-ports.ts'
import type { CheckName } from './catalogue.ts'
import type { Check } from './check.ts'
import { checks } from './checks.ts'
import { englishTexts } from './texts/english-texts.ts'
import { checkOf, type Finding, type Found, type Outcome, outcomeOf } from './finding.ts'
import type { DiagnoseOptions } from './options.ts'
import { redact } from './redact.ts'
import { type DoctorTexts, fill } from './texts/doctor-texts.ts'
import { createVisit } from './visit.ts'

/**
 * Looks for what makes uploads fail, and tells each finding as soon as it is known. Stores nothing
 * that stays: what it opens it discards. Rejects with the signal's reason when aborted.
 */
export async function* diagnose(
  options: DiagnoseOptions,
): AsyncGenerator<Finding, void, undefined> {
  const {
    texts = englishTexts,
    signal = new AbortController().signal,
    ports = createBrowserPorts(),
  } = options
  const visit = createVisit(options, { ports, signal })
  /** Checks that failed, or that another one kept from running. */
  const failed = new Set<CheckName>()

  for (const check of checks) {
    signal.throwIfAborted()
    const first = check.needs.find((need) => failed.has(need))
    if (first !== undefined) {
      failed.add(check.name)
      yield passage(check, 'skipped', fill(texts.skipped, named(texts, check, first)))
      continue
    }
    let found: readonly Found[] | null
    try {
      found = await check.run(visit)
    } catch (thrown) {
      signal.throwIfAborted()
      failed.add(check.name)
      const message = redact(messageOf(thrown), visit.secrets)
      yield passage(check, 'unknown', fill(texts.broken, { ...named(texts, check), message }))
      continue
    }
    if (found === null) yield passage(check, 'skipped', fill(texts.notHere, named(texts, check)))
    else if (found.length === 0)
      yield passage(check, 'passed', fill(texts.passed, named(texts, check)))
    for (const each of found ?? []) {
      const finding = toFinding(each, texts, visit.secrets)
      if (finding.outcome === 'problem') failed.add(check.name)
      yield finding
    }
  }
}

/** The one place where findings get their words, so that no secret passes. */
function toFinding(
  { name, details = {} }: Found,
  texts: DoctorTexts,
  secrets: Iterable<string>,
): Finding {
  const shown = Object.fromEntries(
    Object.entries(details).map(([detail, value]) => [detail, redact(value, secrets)]),
  )
  const { what, why, fix } = texts.findings[name]
  return {
    check: checkOf(name),
    name,
    outcome: outcomeOf(name),
    what: fill(what, shown),
    why: fill(why, shown),
    fix: fill(fix, shown),
    details: shown,
  }
}

function passage(check: Check, outcome: Outcome, what: string): Finding {
  return { check: check.name, name: null, outcome, what, why: '', fix: '', details: {} }
}

function named(
  { checks: titles }: DoctorTexts,
  { name }: Check,
  first: CheckName = name,
): Readonly<Record<string, string>> {
  return { check: titles[name], first: titles[first] }
}

/** A signer or another function of the application may throw anything. */
function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
