import { readlink } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { launchOptions } from '../../scripts/chromium.mjs'
import { readBrowserMemory } from './browser-memory.ts'

/** Chromium with its memory on disk, as a person's is. */
export interface Browser {
  readonly context: BrowserContext
  /** The tab that is open from the start. */
  readonly page: Page
  /** What the pages wrote to the console as a warning or an error, and what they threw. */
  readonly complaints: readonly string[]
  /** What its processes hold in RAM together, in bytes. */
  readonly readMemory: () => Promise<number>
  /** The process ends at once, as in a crash. */
  kill(): Promise<void>
}

export interface BrowserOptions {
  readonly flags?: readonly string[]
  /** Playwright turns it off unless told otherwise. @default false */
  readonly backForwardCache?: boolean
}

/** Starts Chromium on a profile; a second start on the same one finds what the first left. */
export async function startBrowser(
  profile: string,
  { flags = [], backForwardCache = false }: BrowserOptions = {},
): Promise<Browser> {
  const { executablePath = chromium.executablePath(), args } = launchOptions(flags)
  const context = await chromium.launchPersistentContext(profile, {
    args,
    ...(backForwardCache && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    executablePath: withoutWorkerWatch,
    env: { ...process.env, CHROMIUM_TO_START: executablePath },
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    acceptDownloads: true,
  })
  const complaints: string[] = []
  context.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning'
    if (isComplaint) complaints.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (thrown) => complaints.push(String(thrown.error())))
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    context,
    page,
    complaints,
    readMemory: async () => readBrowserMemory(await processIdOf(profile)),
    async kill() {
      const closed = new Promise((resolve) => context.once('close', resolve))
      process.kill(await processIdOf(profile), 'SIGKILL')
      await closed
    },
  }
}

const withoutWorkerWatch = path.join(import.meta.dirname, 'chromium-without-worker-watch.mjs')

/** Chromium locks its profile with a link that names its host and process. */
async function processIdOf(profile: string): Promise<number> {
  const lock = await readlink(path.join(profile, 'SingletonLock'))
  return Number(lock.slice(lock.lastIndexOf('-') + 1))
}
