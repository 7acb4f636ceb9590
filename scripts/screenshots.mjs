// `npm run screenshots`: pictures of every page of the demo and every state of a row, in docs/screenshots.
import path from 'node:path'
import { buildDemo, compile, tool } from './tools.mjs'

/** Resolves with the exit code. */
export async function takeScreenshots() {
  if ((await compile('apps/demo/server')) || (await buildDemo())) return 1
  const config = path.join('playwright', 'screenshots', 'playwright.config.ts')
  return tool('playwright', ['test', '-c', config], {
    from: 'playwright',
    package: '@playwright/test',
  })
}
