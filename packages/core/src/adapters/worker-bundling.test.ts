import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright'
import { build, createServer, preview, type InlineConfig } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchOptions } from '../../../../scripts/chromium.mjs'

const core = fileURLToPath(new URL('../..', import.meta.url))

/** Vite and a browser start in it, in milliseconds. */
const timeout = 60_000

const cleanUps: (() => Promise<unknown>)[] = []
let browser: Browser

beforeAll(async () => {
  browser = await chromium.launch(launchOptions())
}, timeout)

afterAll(async () => {
  await browser.close()
  for (const cleanUp of cleanUps.reverse()) await cleanUp()
})

/** How an application has the package, and what Vite does with it. */
const installs = [
  ['linked, as source', link, ['@resumable-upload/source']],
  ['installed, as dist', install, []],
] as const

describe.each(installs)(
  'the worker of the package, %s',
  { timeout },
  (_, putPackage, conditions) => {
    it('starts under the development server of Vite', async () => {
      const server = await createServer(await createSite())
      cleanUps.push(() => server.close())
      await server.listen()

      expect(await runPage(server.resolvedUrls?.local[0])).toBe('worker 11051210869376104954')
    })

    it('starts in what Vite builds, and the page loads no WebAssembly before', async () => {
      const config = await createSite()
      await build(config)
      const server = await preview(config)
      cleanUps.push(() => server.close())

      expect(await runPage(server.resolvedUrls?.local[0])).toBe('worker 11051210869376104954')
      expect(await readEntry(String(config.root))).not.toContain(webAssemblyInBase64)
    })

    async function createSite(): Promise<InlineConfig> {
      const root = await mkdtemp(join(tmpdir(), 'worker-bundling-'))
      cleanUps.push(() => rm(root, { recursive: true }))
      await writeFile(join(root, 'index.html'), page)
      await mkdir(join(root, 'node_modules/@resumable-upload'), { recursive: true })
      await putPackage(root)
      const where = { host: '127.0.0.1', port: 0 }
      return {
        root,
        configFile: false,
        logLevel: 'error',
        resolve: { conditions: [...conditions, 'module', 'browser', 'development|production'] },
        server: { ...where, fs: { strict: false }, ws: false, watch: null },
        preview: where,
      }
    }
  },
)

const page = `<!doctype html><script type="module">
  import { createWorkerNetwork } from '@resumable-upload/core/browser'
  const network = createWorkerNetwork()
  const { signal } = new AbortController()
  const crc64 = await network.checksum.crc64(new Blob(['123456789']), signal)
  document.title = network.mode() + ' ' + crc64
</script>`

/** How the modules of hash-wasm begin. */
const webAssemblyInBase64 = 'AGFzbQ'

async function link(root: string): Promise<void> {
  await symlink(core, join(root, 'node_modules/@resumable-upload/core'))
}

/** As a package manager does: what is published, and the dependencies beside it. */
async function install(root: string): Promise<void> {
  const target = join(root, 'node_modules/@resumable-upload/core')
  for (const name of ['dist', 'package.json'])
    await cp(join(core, name), join(target, name), { recursive: true })
  for (const name of ['idb', 'hash-wasm'])
    await symlink(
      await realpath(join(core, 'node_modules', name)),
      join(root, 'node_modules', name),
    )
}

async function runPage(url = ''): Promise<string> {
  const tab = await browser.newPage()
  await tab.goto(url)
  await tab.waitForFunction(() => document.title !== '')
  const title = await tab.title()
  await tab.close()
  return title
}

async function readEntry(root: string): Promise<string> {
  const assets = join(root, 'dist/assets')
  const entry = (await readdir(assets)).find((name) => /^index-.*\.js$/.test(name))
  return readFile(join(assets, entry ?? 'no entry'), 'utf8')
}
