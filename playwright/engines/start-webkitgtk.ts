import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import process from 'node:process'
import { Builder, By, Capabilities, until, type WebDriver } from 'selenium-webdriver'
import { miniBrowserPath, webKitDriverPath, xvfbPath } from '../../scripts/engines.mjs'
import type { OtherBrowser } from './other-browser.ts'

/** Starts WebKitGTK's MiniBrowser on a display of its own. Its automation session keeps no profile. */
export async function startWebKitGtk(): Promise<OtherBrowser> {
  const screen = await startScreen()
  const { driver, service } = await startDriver(screen.display)
  const capabilities = await driver.getCapabilities()
  await driver.manage().setTimeouts({ script: 60_000 })
  return {
    name: `WebKitGTK ${capabilities.getBrowserVersion() ?? ''}`,
    async open(url) {
      await driver.get(url)
    },
    async reload() {
      await driver.navigate().refresh()
    },
    async evaluate(expression) {
      const [outcome, value] = await driver.executeAsyncScript<readonly [string, unknown]>(
        `const finish = arguments[arguments.length - 1]
         Promise.resolve(${expression}).then(
           (value) => finish(['value', value]),
           (thrown) => finish(['error', String(thrown)]))`,
      )
      if (outcome === 'error') throw new Error(String(value))
      return value
    },
    async choose(input, paths) {
      const element = await driver.wait(until.elementLocated(By.css(input)), 20_000)
      await element.sendKeys(paths.join('\n'))
    },
    async close() {
      await driver.quit()
      await Promise.all([end(service), end(screen.server)])
    },
  }
}

/** An X server that no window manager and no person looks at. */
async function startScreen(): Promise<{ display: string; server: ChildProcess }> {
  const options = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp']
  const server = spawn(xvfbPath, options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const announcement = server.stdio[3]
  if (!announcement) throw new Error('Xvfb cannot say which display it serves.')
  const [number] = await once(announcement, 'data')
  return { display: `:${String(number).trim()}`, server }
}

async function startDriver(
  display: string,
): Promise<{ readonly driver: WebDriver; readonly service: ChildProcess }> {
  const port = await findFreePort()
  const service = spawn(webKitDriverPath, ['--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, ...withoutGraphicsCard },
  })
  const url = `http://127.0.0.1:${port}`
  await untilReady(`${url}/status`)
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: miniBrowserPath(), args: ['--automation'] },
  })
  const driver = await new Builder().usingServer(url).withCapabilities(capabilities).build()
  return { driver, service }
}

const withoutGraphicsCard = {
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || !address) throw new Error('There is no free port.')
  return address.port
}

async function untilReady(status: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(status).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('WebKitWebDriver does not answer.')
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  if (child.kill()) await ended
}
