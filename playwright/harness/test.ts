import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test as base } from '@playwright/test'
import { startBrowser, type Browser } from './browser.ts'
import { openDashboard, type Dashboard } from './dashboard.ts'
import { startSite, type Site, type SiteOptions } from './start-site.ts'

export interface Visit extends Browser {
  readonly dashboard: Dashboard
}

interface Story {
  readonly siteOptions: SiteOptions
  /** Who signs the requests of the page, unless the story itself says. */
  readonly signer: 'page' | 'server'
  /** What the browser itself may write to the console when a story breaks the network. */
  readonly expectedNoise: RegExp | null
  /** For files; gone after the story. */
  readonly folder: string
  readonly site: Site
  /** Opens the dashboard in Chromium, every time on the same profile unless another one is named. */
  readonly visit: (options?: { readonly profile?: string }) => Promise<Visit>
}

/** A story with a storage, a backend and a browser of its own. A complaint on the console fails it. */
export const test = base.extend<Story>({
  siteOptions: [{}, { option: true }],
  signer: ['page', { option: true }],
  expectedNoise: [null, { option: true }],

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
  folder: async ({}, provide) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'story-'))
    await provide(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  site: async ({ siteOptions, signer, folder }, provide) => {
    const site = await startSite(path.join(folder, 'storage'), { signer, ...siteOptions })
    await provide(site)
    await site.close()
  },

  visit: async ({ site, folder, expectedNoise }, provide) => {
    const visits: Visit[] = []
    await provide(async ({ profile = path.join(folder, 'profile') } = {}) => {
      const browser = await startBrowser(profile)
      const visit = { ...browser, dashboard: await openDashboard(browser.page, site.url) }
      visits.push(visit)
      return visit
    })
    const complaints = visits.flatMap((visit) => visit.complaints)
    for (const { context } of visits) await context.close()
    expect(complaints.filter((text) => !expectedNoise?.test(text))).toEqual([])
  },
})

/** Chromium reports every request without a good answer, whatever the page makes of it. */
export const networkNoise =
  /^Failed to load resource: |^Access to XMLHttpRequest at .* has been blocked by CORS policy/

export { expect } from '@playwright/test'
