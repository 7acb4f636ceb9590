import { defineConfig } from '@playwright/test'

const full = process.env['TEST_FULL'] === '1'

export default defineConfig({
  testDir: './stories',
  testMatch: full ? '**/*.test.ts' : /(?<!\.full)\.test\.ts$/,
  outputDir: './test-results',
  // A story has a storage, a backend and a browser of its own.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
})
