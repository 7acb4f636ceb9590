import { test as story } from '../harness/test.ts'
import { engineDashboard, type EngineDashboard } from './engine-dashboard.ts'
import type { OtherBrowser } from './other-browser.ts'

export interface EngineVisit<Browser extends OtherBrowser> {
  readonly browser: Browser
  readonly dashboard: EngineDashboard
}

interface EngineStory<Browser extends OtherBrowser> {
  /** Opens the dashboard; on the same profile every time where the engine has one. */
  readonly open: () => Promise<EngineVisit<Browser>>
}

/** The stories of Chromium's harness, with another browser. */
export function engineTest<Browser extends OtherBrowser>(
  start: (folder: string) => Promise<Browser>,
): EngineTest<Browser> {
  return story.extend<EngineStory<Browser>>({
    open: async ({ site, folder }, provide) => {
      const browsers: Browser[] = []
      await provide(async () => {
        const browser = await start(folder)
        browsers.push(browser)
        await browser.open(site.url)
        const dashboard = engineDashboard(browser)
        await dashboard.signIn()
        return { browser, dashboard }
      })
      for (const browser of browsers) await browser.close()
    },
  })
}

export type EngineTest<Browser extends OtherBrowser> = ReturnType<
  typeof story.extend<EngineStory<Browser>>
>
