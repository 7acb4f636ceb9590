// docs/reliability.md: every scenario, promise and browser, with the tests that show it.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readReports, reportsOf } from './read-reports.mjs'
import { root } from './setup.mjs'

/** @typedef {import('./read-reports.mjs').Outcome} Outcome */

/**
 * Tests by file, each named by words of its title. `lacks` is a sentence: what no test shows yet.
 *
 * @typedef {{ readonly tests: Readonly<Record<string, readonly string[]>>, readonly lacks?: string }} Evidence
 */

/** @typedef {Readonly<Record<string, Evidence>>} Evidences by number */

/**
 * Whether every scenario and promise names its tests, and all that are named ran and passed. Long
 * tests and other browsers count only in a full run.
 *
 * @param {{ readonly full: boolean }} options
 * @returns {number} how many sentences of complaint it printed
 */
export function checkEvidence({ full }) {
  const outcomes = readReports(reportsOf(full))
  const complaints = findComplaints({ outcomes, full, ...readEvidence() })
  for (const complaint of complaints) console.error(complaint)
  return complaints.length
}

/** Writes the page from the reports of the last full run. */
export function writeReliability() {
  const outcomes = readReports(reportsOf(true))
  if (outcomes.length === 0) {
    console.error('There are no reports yet. Run "npm run test:full" first.')
    return 1
  }
  writeFileSync(path.join(root, 'docs/reliability.md'), describe(outcomes, readEvidence()))
  return checkEvidence({ full: true })
}

/**
 * @param {{ readonly outcomes: readonly Outcome[], readonly full: boolean, readonly scenarios: readonly Row[], readonly promises: readonly Row[] }} facts
 * @returns {readonly string[]}
 */
export function findComplaints({ outcomes, full, scenarios, promises }) {
  return [...scenarios, ...promises].flatMap(({ kind, number, evidence }) => {
    const row = `${kind} ${number}`
    if (!evidence) return [`${row} is not in docs/evidence.json.`]
    if (Object.keys(evidence.tests).length === 0 && !evidence.lacks) {
      return [`${row} names neither a test nor what is lacking.`]
    }
    return namesOf(evidence).flatMap(({ file, words }) => {
      if (!full && isLong(file)) return []
      // A browser that could not be tried has said so already.
      if (isEngine(file) && !outcomes.some((outcome) => outcome.file === file)) return []
      const found = outcomes.filter(
        (outcome) => outcome.file === file && outcome.name.includes(words),
      )
      if (found.length === 0) return [`${row}: no test of ${file} says “${words}”.`]
      return found.every(({ passed }) => passed) ? [] : [`${row}: “${words}” in ${file} failed.`]
    })
  })
}

/** @param {string} file */
const isLong = (file) => file.includes('.full.test.') || isEngine(file)

/** @param {string} file */
const isEngine = (file) => file.startsWith('playwright/engines/')

/** @typedef {{ readonly kind: string, readonly number: string, readonly title: string, readonly evidence: Evidence | undefined }} Row */

/** @returns {{ readonly scenarios: readonly Row[], readonly promises: readonly Row[] }} */
function readEvidence() {
  const read = (/** @type {string} */ file) => readFileSync(path.join(root, 'docs', file), 'utf8')
  const { scenarios, promises } = JSON.parse(read('evidence.json'))
  const [, house = ''] = read('architecture.md').split(/^## 5\. .*$/m)
  return {
    scenarios: [...read('scenarios.md').matchAll(/^\| (\d+) \| ([^|]+) \|/gm)].map(
      ([, number = '', title = '']) => toRow('Scenario', number, title, scenarios),
    ),
    promises: [...(house.split(/^## /m)[0] ?? '').matchAll(/^(\d+)\. (.+?[.:]) ?/gm)].map(
      ([, number = '', title = '']) => toRow('Promise', number, title, promises),
    ),
  }
}

/**
 * @param {string} kind
 * @param {string} number
 * @param {string} title
 * @param {Evidences} evidences
 * @returns {Row}
 */
const toRow = (kind, number, title, evidences) => ({
  kind,
  number,
  title: title.trim(),
  evidence: evidences[number],
})

/** @param {Evidence} evidence */
const namesOf = ({ tests }) =>
  Object.entries(tests).flatMap(([file, all]) => all.map((words) => ({ file, words })))

/**
 * @param {readonly Outcome[]} outcomes
 * @param {{ readonly scenarios: readonly Row[], readonly promises: readonly Row[] }} evidence
 */
export function describe(outcomes, { scenarios, promises }) {
  return `# Reliability

Written by \`npm run reliability\` from the reports of the suites and from \`evidence.json\`, which says what shows what. \`npm test\` fails
when a test that is named here is gone or fails. ✓ passed, ✗ failed, – did not run when this page was written.

## Scenarios

The rows of [scenarios.md](scenarios.md).

${table(outcomes, scenarios)}

## Promises

Those of [architecture.md](architecture.md), section 5.

${table(outcomes, promises)}

## Browsers

${browsers.map((browser) => describeBrowser(outcomes, browser)).join('\n\n')}

## Measured

${list(figuresOf(outcomes.filter(({ file }) => !file.startsWith('playwright/engines/'))))}
`
}

const browsers = [
  { name: 'Chromium', folder: /^playwright\/stories\//, driver: 'Playwright' },
  { name: 'Firefox ESR', folder: /^playwright\/engines\/firefox/, driver: 'WebDriver BiDi' },
  { name: 'WebKitGTK', folder: /^playwright\/engines\/webkitgtk/, driver: 'WebDriver' },
]

/**
 * @param {readonly Outcome[]} outcomes
 * @param {typeof browsers[number]} browser
 */
function describeBrowser(outcomes, { name, folder, driver }) {
  const own = outcomes.filter(({ file }) => folder.test(file))
  const passed = own.filter((outcome) => outcome.passed).length
  const lines = [
    `### ${name}`,
    own.length === 0
      ? 'Not tried when this page was written: it was not installed and could not be.'
      : `Driven by ${driver}. ${passed} of ${own.length} stories passed.`,
  ]
  if (name === 'Chromium') return lines.join('\n\n')
  const stories = own.map((outcome) => `${outcome.passed ? '✓' : '✗'} ${outcome.name}`)
  return [...lines, list(stories), list(figuresOf(own))].filter(Boolean).join('\n\n')
}

/** @param {readonly Outcome[]} outcomes */
const figuresOf = (outcomes) => outcomes.flatMap(({ figures }) => figures)

/** @param {readonly string[]} lines */
const list = (lines) => lines.map((line) => `- ${line}`).join('\n')

/**
 * @param {readonly Outcome[]} outcomes
 * @param {readonly Row[]} rows
 */
function table(outcomes, rows) {
  const lines = rows.map(({ number, title, evidence }) => {
    const tests = evidence ? namesOf(evidence).map((named) => describeTest(outcomes, named)) : []
    const lacks = evidence?.lacks ? [`*Not shown:* ${evidence.lacks}`] : []
    return `| ${number} | ${title} | ${[...tests, ...lacks].join('<br>')} |`
  })
  return ['| # | what | shown by |', '|---|---|---|', ...lines].join('\n')
}

/**
 * @param {readonly Outcome[]} outcomes
 * @param {{ readonly file: string, readonly words: string }} named
 */
function describeTest(outcomes, { file, words }) {
  const found = outcomes.filter((outcome) => outcome.file === file && outcome.name.includes(words))
  const mark = found.length === 0 ? '–' : found.every(({ passed }) => passed) ? '✓' : '✗'
  const times = found.length > 1 ? ` (${found.length} tests)` : ''
  return `${mark} [${words}](../${file})${times}`
}
