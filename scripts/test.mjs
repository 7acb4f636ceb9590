// `npm test`: every check there is, one after the other; the last line says how many passed.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { printBundleSizes } from './bundle-size.mjs'
import { engines } from './engines.mjs'
import { reportsOf } from './read-reports.mjs'
import { checkEvidence } from './reliability.mjs'
import { runEngineStories } from './test-engines.mjs'
import { buildDemo, staticChecks, tool } from './tools.mjs'

/** @typedef {{ readonly passed: number, readonly failed: number, readonly remarks?: readonly string[] }} Counts */
/** @typedef {{ readonly name: string, readonly needs?: readonly string[], readonly run: () => Promise<Counts> }} Step `needs` names steps before it */

/**
 * What to run, and where its reports go. A batch is some steps, or some files of them: its reports
 * lie beside those of other batches, and only a whole run begins with an empty folder.
 *
 * @typedef {{ readonly full: boolean, readonly only: readonly string[], readonly files: readonly string[] }} Batch
 */

/**
 * `--full`; `--only STEP` and `--files PART-OF-A-PATH`, each as often as wanted.
 *
 * @param {readonly string[]} args
 * @returns {Batch}
 */
export function readBatch(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      files: { type: 'string', multiple: true, default: [] },
    },
  })
  return values
}

/**
 * Runs all steps, also after one failed. Resolves with the exit code.
 *
 * @param {Batch} batch
 */
export async function test(batch) {
  const { full, only, files } = batch
  const all = stepsOf(batch)
  const needed = all.flatMap(({ name, needs = [] }) => (only.includes(name) ? needs : []))
  const isChosen = (/** @type {string} */ name) => only.includes(name) || needed.includes(name)
  const steps = all.filter(({ name }) => only.length === 0 || isChosen(name))
  const unknown = only.filter((name) => !all.some((step) => step.name === name))
  if (unknown.length > 0) {
    console.error(
      `There is no step “${unknown[0]}”, but: ${all.map(({ name }) => name).join(', ')}.`,
    )
    return 1
  }
  if (only.length + files.length === 0) rmSync(reportsOf(full), { recursive: true, force: true })
  mkdirSync(reportsOf(full), { recursive: true })

  const outcomes = []
  for (const step of steps) {
    console.log(`\n── ${step.name}`)
    const started = performance.now()
    const counts = await step.run()
    outcomes.push({ ...counts, name: step.name, seconds: (performance.now() - started) / 1000 })
  }
  return summarize(outcomes)
}

/**
 * @param {Batch} batch
 * @returns {readonly Step[]}
 */
function stepsOf(batch) {
  const { full } = batch
  const needs = ['types of the packages', 'demo build']
  return [
    ...staticChecks.map(asStep),
    { name: 'unit tests', run: () => vitest('node', batch) },
    { name: 'tests in Chromium', run: () => vitest('browser (chromium)', batch) },
    { name: 'tests with React 18', run: () => vitest('react 18 (chromium)', batch) },
    asStep({ name: 'bundle', run: printBundleSizes }),
    asStep({ name: 'demo build', run: buildDemo }),
    { name: 'stories', needs, run: () => playwright(batch) },
    ...(full
      ? [{ name: 'stories in Firefox and WebKitGTK', needs, run: () => engineStories(batch) }]
      : []),
    asStep({ name: 'evidence', run: async () => checkEvidence({ full }) }),
  ]
}

/** @param {Batch} batch */
const envOf = ({ full }) => (full ? { TEST_FULL: '1' } : {})

/**
 * @param {string} suite
 * @param {Batch} batch
 */
function reportOf(suite, { full, files }) {
  // Not their names: a path may be only so long.
  const batch = createHash('sha256').update(files.join()).digest('hex').slice(0, 8)
  const name = files.length === 0 ? suite : `${suite}.${batch}`
  return path.join(reportsOf(full), `${name}.json`)
}

/**
 * A check without tests of its own counts as one.
 *
 * @param {import('./tools.mjs').Check} check
 * @returns {Step}
 */
function asStep({ name, run }) {
  return {
    name,
    run: async () => ((await run()) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  }
}

/**
 * @param {string} project
 * @param {Batch} batch
 */
async function vitest(project, batch) {
  const report = reportOf(`vitest-${project}`, batch)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['run', '--project', project, ...reporters, ...batch.files]
  const code = await tool('vitest', args, { env: envOf(batch) })
  return countsOf(code, report, ({ numPassedTests, numFailedTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
  }))
}

/** @param {Batch} batch */
async function playwright(batch) {
  const report = reportOf('playwright', batch)
  const code = await tool(
    'playwright',
    ['test', '-c', 'playwright/playwright.config.ts', '--reporter=list,json', ...batch.files],
    {
      from: 'playwright',
      package: '@playwright/test',
      env: { ...envOf(batch), PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    },
  )
  return countsOf(code, report, readStories)
}

/** @param {import('./read-reports.mjs').PlaywrightReport} report */
const readStories = ({ stats }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
})

/** @param {Batch} batch */
async function engineStories(batch) {
  const report = reportOf('engines', batch)
  const { code, untried } = await runEngineStories(report)
  if (untried.length === engines.length) return { passed: 0, failed: 0, remarks: untried }
  return { ...countsOf(code, report, readStories), remarks: untried }
}

/**
 * A run that broke outside any test, or that found no test at all, counts as one failure.
 *
 * @template Report
 * @param {number} code
 * @param {string} report
 * @param {(report: Report) => Counts} read
 * @returns {Counts}
 */
function countsOf(code, report, read) {
  const counts = readCounts(report, read)
  const unexplained = counts.failed === 0 && (code !== 0 || counts.passed === 0)
  return unexplained ? { ...counts, failed: 1 } : counts
}

/**
 * @template Report
 * @param {string} report
 * @param {(report: Report) => Counts} read
 * @returns {Counts}
 */
function readCounts(report, read) {
  try {
    return read(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return { passed: 0, failed: 0 }
  }
}

/** @param {readonly (Counts & { readonly name: string, readonly seconds: number })[]} outcomes */
function summarize(outcomes) {
  console.log('')
  for (const { name, passed, failed, seconds, remarks = [] } of outcomes) {
    const verdict = failed === 0 ? 'ok  ' : 'FAIL'
    console.log(`${verdict}  ${name}: ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`)
    for (const remark of remarks) console.log(`      ${remark}`)
  }
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
