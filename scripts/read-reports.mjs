// What the suites reported: which test ended how, and the sentences that some of them measured.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './setup.mjs'

/**
 * `file` is below the root; `name` is what a person reads, with the groups around it.
 *
 * @typedef {{ readonly file: string, readonly name: string, readonly passed: boolean, readonly figures: readonly string[] }} Outcome
 */

/**
 * What is read of Vitest's report.
 *
 * @typedef {object} VitestReport
 * @property {number} startTime epoch milliseconds
 * @property {readonly { readonly name: string, readonly assertionResults: readonly { readonly fullName: string, readonly status: string }[] }[]} testResults
 */
/**
 * @typedef {object} StoryRun
 * @property {string} status
 * @property {readonly { readonly type: string, readonly description: string }[]} annotations
 */
/** @typedef {{ readonly title: string, readonly tests: readonly StoryRun[] }} Spec */
/**
 * @typedef {object} Suite
 * @property {string} title
 * @property {string} file
 * @property {readonly Spec[]} [specs]
 * @property {readonly Suite[]} [suites]
 */
/**
 * What is read of Playwright's report.
 *
 * @typedef {object} PlaywrightReport
 * @property {{ readonly rootDir: string }} config
 * @property {{ readonly startTime: string, readonly expected: number, readonly unexpected: number, readonly flaky: number }} stats
 * @property {readonly Suite[]} [suites]
 */

/** Where the suites write their reports. */
export const reportsOf = (/** @type {boolean} */ full) =>
  path.join(root, 'test-results', full ? 'full' : 'quick')

/**
 * Reads all reports of Vitest and Playwright in a folder. A suite may have run in batches, and a file
 * more than once: what its newest report says counts.
 *
 * @param {string} folder
 * @returns {readonly Outcome[]} by file
 */
export function readReports(folder) {
  if (!existsSync(folder)) return []
  const reports = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readReport(folder, name))
    .sort((one, other) => other.startedAt - one.startedAt)
  const seen = new Set()
  return reports
    .flatMap(({ suite, outcomes }) => {
      const newest = outcomes.filter(({ file }) => !seen.has(`${suite} ${file}`))
      for (const { file } of newest) seen.add(`${suite} ${file}`)
      return newest
    })
    .sort((one, other) => one.file.localeCompare(other.file, 'en'))
}

/**
 * `suite.json`, or `suite.batch.json`.
 *
 * @param {string} folder
 * @param {string} name
 * @returns {{ readonly suite: string, readonly startedAt: number, readonly outcomes: readonly Outcome[] }}
 */
function readReport(folder, name) {
  const [suite = name] = name.split('.')
  /** @type {VitestReport | PlaywrightReport} */
  const report = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
  return 'testResults' in report
    ? { suite, startedAt: report.startTime, outcomes: readVitest(report) }
    : { suite, startedAt: Date.parse(report.stats.startTime), outcomes: readPlaywright(report) }
}

/**
 * @param {VitestReport} report
 * @returns {readonly Outcome[]}
 */
function readVitest({ testResults }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      file: path.relative(root, name),
      name: fullName,
      passed: status === 'passed',
      figures: [],
    })),
  )
}

/**
 * Stories that several browsers share count for the file that tells them.
 *
 * @param {PlaywrightReport} report
 * @returns {readonly Outcome[]}
 */
function readPlaywright({ config, suites = [] }) {
  return suites.flatMap((suite) => {
    const file = path.relative(root, path.join(config.rootDir, suite.title))
    return specsOf(suite).map(({ name, spec }) => ({
      file,
      name,
      // To Playwright, a spec that never ran is "ok" as well.
      passed: spec.tests.every(({ status }) => status === 'expected'),
      figures: spec.tests.flatMap(({ annotations }) =>
        annotations.filter(({ type }) => type === 'figure').map(({ description }) => description),
      ),
    }))
  })
}

/**
 * @param {Pick<Suite, 'specs' | 'suites'>} suite
 * @param {readonly string[]} [groups]
 * @returns {readonly { readonly name: string, readonly spec: Spec }[]}
 */
function specsOf({ specs = [], suites = [] }, groups = []) {
  return [
    ...specs.map((spec) => ({ name: [...groups, spec.title].join(' '), spec })),
    ...suites.flatMap((inner) => specsOf(inner, isFile(inner) ? groups : [...groups, inner.title])),
  ]
}

/** @param {Suite} suite */
const isFile = ({ title, file }) => title === file
