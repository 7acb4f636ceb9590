// The stories in browsers that Playwright does not drive.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { installEngines } from './engines.mjs'
import { reportsOf } from './read-reports.mjs'
import { tool } from './tools.mjs'

/**
 * Runs what is installed or can be. Every browser that cannot be tried has a sentence.
 *
 * @param {string} report where Playwright's report goes
 * @returns {Promise<{ readonly code: number, readonly untried: readonly string[] }>}
 */
export async function runEngineStories(report) {
  const { here, missing } = await installEngines()
  const untried = missing.map(({ why }) => why)
  if (here.length === 0) return { code: 0, untried }

  const projects = here.map(({ project }) => `--project=${project}`)
  const config = path.join('playwright', 'engines', 'playwright.config.ts')
  const code = await tool(
    'playwright',
    ['test', '-c', config, '--reporter=list,json', ...projects],
    {
      from: 'playwright',
      package: '@playwright/test',
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    },
  )
  return { code, untried }
}

/** Where `npm run test:browsers` puts its report: beside those of the last full run. */
export function browsersReport() {
  mkdirSync(reportsOf(true), { recursive: true })
  return path.join(reportsOf(true), 'engines.json')
}
