import { defineConfig } from '@playwright/test'

/** `npm run screenshots`: pictures of the demo, taken while it works. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/screenshots',
  workers: 1,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
})
