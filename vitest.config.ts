import process from 'node:process'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { launchOptions } from './scripts/chromium.mjs'

const source = {
  conditions: ['@resumable-upload/source', 'module', 'browser', 'development|production'],
}

// Long ones: `npm run test:full`.
const full = process.env['TEST_FULL'] === '1' ? [] : ['**/*.full.test.*']

// A busy machine is slow, not wrong: nothing is judged by how long it takes.
const patience = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { conditions: ['@resumable-upload/source'] },
        ssr: { resolve: { conditions: ['@resumable-upload/source'] } },
        test: {
          name: 'node',
          ...patience,
          environment: 'node',
          include: [
            'packages/*/src/**/*.test.{ts,tsx}',
            'apps/*/{src,server}/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: ['**/*.browser.test.*', '**/node_modules/**', '**/dist/**', ...full],
        },
      },
      {
        resolve: source,
        test: {
          name: 'browser',
          ...patience,
          include: ['packages/*/src/**/*.browser.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/dist/**', ...full],
          globalSetup: [
            'packages/core/src/adapters/test-support/wire-server.ts',
            'packages/oss/src/test-support/emulator-setup.ts',
          ],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
