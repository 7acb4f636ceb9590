import { defineConfig } from '@playwright/test'

/** The browsers that Playwright does not drive; its runner, fixtures and reports serve all the same. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/engines',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  projects: [
    { name: 'firefox', testMatch: /firefox[\w-]*\.test\.ts$/ },
    { name: 'webkitgtk', testMatch: 'webkitgtk.test.ts' },
  ],
})
