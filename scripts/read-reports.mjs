// What the suites reported: which test ended how, and the sentences that some of them measured.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './setup.mjs'

/**
 * `file` is below the root; `name` is what a person reads, with the groups around it.
 *
 * @typedef {{ readonly file: string, readonly name: string, readonly passed: boolean, readonly figures: readonly string[] }} Outcome
 */

/** Where the suites write their reports. */
export const reportsOf = (/** @type {boolean} */ full) =>
  path.join(root, 'test-results', full ? 'full' : 'quick')

/**
 * Reads all reports of Vitest and Playwright in a folder.
 *
 * @param {string} folder
 * @returns {readonly Outcome[]}
 */
export function readReports(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')))
    .flatMap((report) => ('testResults' in report ? readVitest(report) : readPlaywright(report)))
}

/**
 * @param {any} report
 * @returns {readonly Outcome[]}
 */
function readVitest({ testResults }) {
  return testResults.flatMap((/** @type {any} */ { name, assertionResults }) =>
    assertionResults.map((/** @type {any} */ { fullName, status }) => ({
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
 * @param {any} report
 * @returns {readonly Outcome[]}
 */
function readPlaywright({ config, suites = [] }) {
  return suites.flatMap((/** @type {any} */ suite) => {
    const file = path.relative(root, path.join(config.rootDir, suite.title))
    return specsOf(suite).map(({ name, spec }) => ({
      file,
      name,
      // To Playwright, a spec that never ran is "ok" as well.
      passed: spec.tests.every((/** @type {any} */ { status }) => status === 'expected'),
      figures: spec.tests.flatMap((/** @type {any} */ { annotations }) =>
        annotations
          .filter((/** @type {any} */ { type }) => type === 'figure')
          .map((/** @type {any} */ { description }) => description),
      ),
    }))
  })
}

/**
 * @param {any} suite
 * @param {readonly string[]} [groups]
 * @returns {readonly { readonly name: string, readonly spec: any }[]}
 */
function specsOf({ specs = [], suites = [] }, groups = []) {
  return [
    ...specs.map((/** @type {any} */ spec) => ({ name: [...groups, spec.title].join(' '), spec })),
    ...suites.flatMap((/** @type {any} */ inner) =>
      specsOf(inner, isFile(inner) ? groups : [...groups, inner.title]),
    ),
  ]
}

/** @param {any} suite */
const isFile = ({ title, file }) => title === file
