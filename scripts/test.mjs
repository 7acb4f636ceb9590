// `npm test`: every check there is, one after the other; the last line says how many passed.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { printBundleSizes } from './bundle-size.mjs'
import { engines } from './engines.mjs'
import { reportsOf } from './read-reports.mjs'
import { checkEvidence } from './reliability.mjs'
import { runEngineStories } from './test-engines.mjs'
import { buildDemo, staticChecks, tool } from './tools.mjs'

/** @typedef {{ readonly passed: number, readonly failed: number, readonly remarks?: readonly string[] }} Counts */
/** @typedef {{ readonly name: string, readonly run: () => Promise<Counts> }} Step */

/**
 * Runs all steps, also after one failed. Resolves with the exit code.
 *
 * @param {{ readonly full: boolean }} options
 */
export async function test({ full }) {
  const reports = reportsOf(full)
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const env = full ? { TEST_FULL: '1' } : {}
  /** @type {readonly Step[]} */
  const steps = [
    ...staticChecks.map(asStep),
    { name: 'unit tests', run: () => vitest('node', reports, env) },
    { name: 'tests in Chromium', run: () => vitest('browser (chromium)', reports, env) },
    { name: 'tests with React 18', run: () => vitest('react 18 (chromium)', reports, env) },
    asStep({ name: 'bundle', run: printBundleSizes }),
    asStep({ name: 'demo build', run: buildDemo }),
    { name: 'stories', run: () => playwright(reports, env) },
    ...(full
      ? [{ name: 'stories in Firefox and WebKitGTK', run: () => engineStories(reports) }]
      : []),
    asStep({ name: 'evidence', run: async () => checkEvidence({ full }) }),
  ]

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
 * @param {string} reports
 * @param {NodeJS.ProcessEnv} env
 */
async function vitest(project, reports, env) {
  const report = path.join(reports, `vitest-${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await tool('vitest', ['run', '--project', project, ...reporters], { env })
  return countsOf(code, report, ({ numPassedTests, numFailedTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
  }))
}

/**
 * @param {string} reports
 * @param {NodeJS.ProcessEnv} env
 */
async function playwright(reports, env) {
  const report = path.join(reports, 'playwright.json')
  const code = await tool(
    'playwright',
    ['test', '-c', 'playwright/playwright.config.ts', '--reporter=list,json'],
    {
      from: 'playwright',
      package: '@playwright/test',
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    },
  )
  return countsOf(code, report, readStories)
}

/** @param {import('./read-reports.mjs').PlaywrightReport} report */
const readStories = ({ stats }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
})

/** @param {string} reports */
async function engineStories(reports) {
  const report = path.join(reports, 'engines.json')
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
