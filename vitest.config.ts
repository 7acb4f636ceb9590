import path from 'node:path'
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
const patience = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000 } },
}

/** One for each project: Vitest writes its name into it. */
function chromium() {
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: launchOptions() }),
    instances: [{ browser: 'chromium' as const }],
  }
}

/** The React that the components are used with, where that is not the newest. */
function reactOf(version: string): { find: RegExp; replacement: string }[] {
  const modules = path.resolve(import.meta.dirname, 'packages/react/node_modules')
  return ['react', 'react-dom'].map((name) => ({
    find: new RegExp(`^${name}(?=/|$)`),
    replacement: path.join(modules, `${name}${version}`),
  }))
}

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
            'apps/*/{src,server,runner}/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: ['**/*.browser.test.*', '**/node_modules/**', '**/dist/**', ...full],
        },
      },
      {
        resolve: source,
        test: {
          name: 'browser',
          provide: { react: '19' },
          ...patience,
          include: ['packages/*/src/**/*.browser.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/dist/**', ...full],
          globalSetup: [
            'packages/core/src/adapters/test-support/wire-server.ts',
            'packages/oss/src/test-support/emulator-setup.ts',
          ],
          browser: chromium(),
        },
      },
      {
        resolve: { ...source, alias: reactOf('18') },
        test: {
          name: 'react 18',
          provide: { react: '18' },
          ...patience,
          include: [
            'packages/react/src/testing/*.browser.test.tsx',
            'packages/react/src/components/{with-the-engine,forms,hydration}.browser.test.tsx',
            'packages/react/src/antd/*.browser.test.tsx',
          ],
          exclude: ['**/node_modules/**', '**/dist/**', ...full],
          browser: chromium(),
        },
      },
    ],
  },
})
