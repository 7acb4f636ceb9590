import { defineConfig, type Project } from '@playwright/test'

const all = /\.test\.ts$/
const quick = /(?<!\.full)\.test\.ts$/
const long = /tokens\.test\.ts$/

interface Signing {
  readonly signer: 'page' | 'server'
}

/** The main stories once more, with a server that signs. */
const signedByServer: Project<Signing> = {
  name: 'signed by the server',
  testMatch: /(?:interruptions|lost-browser|damage|one-browser-many)\.test\.ts$/,
  use: { signer: 'server' },
}

export default defineConfig<Signing>({
  testDir: './stories',
  outputDir: './test-results',
  // A story has a storage, a backend and a browser of its own.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Generous: a loaded machine is slow, not wrong.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  // The long ones first, so that no worker waits for the other one at the end.
  projects: [
    ...(process.env['TEST_FULL'] === '1' ? [signedByServer] : []),
    { name: 'long', testMatch: long },
    {
      name: 'stories',
      testMatch: process.env['TEST_FULL'] === '1' ? all : quick,
      testIgnore: long,
    },
  ],
})
