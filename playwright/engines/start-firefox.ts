import { once } from 'node:events'
import process from 'node:process'
import { launch, type KeyInput } from 'puppeteer-core'
import { firefoxPath } from '../../scripts/engines.mjs'
import type { OtherBrowser } from './other-browser.ts'

export interface Firefox extends OtherBrowser {
  /** One key, as it is called in a keyboard event. */
  press(key: KeyInput): Promise<void>
  /** The process ends at once, as in a crash. */
  kill(): Promise<void>
}

/** Starts Firefox on a profile, driven by WebDriver BiDi; a second start finds what the first left. */
export async function startFirefox(profile: string): Promise<Firefox> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: firefoxPath,
    headless: true,
    userDataDir: profile,
    protocolTimeout: 180_000,
  })
  const page = (await browser.pages())[0] ?? (await browser.newPage())
  const child = browser.process()
  let isDead = false
  return {
    name: (await browser.version()).replace(/^firefox./i, 'Firefox '),
    async open(url) {
      await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    evaluate: (expression) => page.evaluate(expression),
    press: (key) => page.keyboard.press(key),
    async choose(input, paths) {
      const element = await page.waitForSelector(input)
      // To TypeScript, a selector says nothing about the element that it finds.
      await (element as Awaited<ReturnType<typeof page.$<'input'>>>)?.uploadFile(...paths)
    },
    async kill() {
      if (!child?.pid) throw new Error('Firefox has no process.')
      isDead = true
      const ended = once(child, 'exit')
      process.kill(child.pid, 'SIGKILL')
      await ended
    },
    async close() {
      if (!isDead) await browser.close()
    },
  }
}
