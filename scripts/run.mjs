// `npm run …` on a machine that has only Node and npm: brings the packages, then does the task.
import process from 'node:process'
import { endChildrenOnSignal } from './process-tree.mjs'
import { installChromium, installPackages, requireNode } from './setup.mjs'

const [task = '', ...args] = process.argv.slice(2)

/**
 * Each resolves with its exit code, or with nothing when a server goes on running.
 *
 * @type {Readonly<Record<string, () => Promise<number | undefined>>>}
 */
const tasks = {
  async demo() {
    const { buildDemo, compile } = await import('./tools.mjs')
    if ((await compile('apps/demo/server')) || (await buildDemo())) return 1
    return serve('../apps/demo/dist/server/main.js')
  },
  async emulator() {
    const { compile } = await import('./tools.mjs')
    if (await compile('packages/oss-emulator')) return 1
    return serve('../packages/oss-emulator/bin/oss-emulator.js')
  },
  async build() {
    const { buildDemo, compile } = await import('./tools.mjs')
    return (await compile()) || (await buildDemo())
  },
  async format() {
    const { tool } = await import('./tools.mjs')
    return tool('oxfmt', ['.'])
  },
  async check() {
    const { staticChecks } = await import('./tools.mjs')
    let failed = 0
    for (const { name, run } of staticChecks) {
      console.log(`── ${name}`)
      failed += (await run()) === 0 ? 0 : 1
    }
    return failed
  },
  async test() {
    await installChromium()
    const { readBatch, test } = await import('./test.mjs')
    return test(readBatch(args))
  },
  async browsers() {
    const { buildDemo, compile } = await import('./tools.mjs')
    if ((await compile('apps/demo/server')) || (await buildDemo())) return 1
    const { browsersReport, runEngineStories } = await import('./test-engines.mjs')
    const { code, untried } = await runEngineStories(browsersReport())
    for (const why of untried) console.log(why)
    return code
  },
  async reliability() {
    const { writeReliability } = await import('./reliability.mjs')
    return writeReliability()
  },
  async bench() {
    await installChromium()
    const { bench } = await import('./bench.mjs')
    return bench(args)
  },
  async doctor() {
    const { compile } = await import('./tools.mjs')
    if (await compile('packages/oss')) return 1
    const { writeDoctorPage } = await import('./doctor-page.mjs')
    return writeDoctorPage()
  },
  async load() {
    const { compile } = await import('./tools.mjs')
    if (await compile('apps/demo/server')) return 1
    const { loadTest } = await import('./load-test.mjs')
    return loadTest()
  },
  async screenshots() {
    await installChromium()
    const { takeScreenshots } = await import('./screenshots.mjs')
    return takeScreenshots()
  },
  async bundle() {
    const { printBundleSizes } = await import('./bundle-size.mjs')
    return printBundleSizes()
  },
}

requireNode()
const chosen = tasks[task]
if (!chosen) {
  console.error(`There is no task "${task}". Choose one of: ${Object.keys(tasks).join(', ')}.`)
  process.exit(1)
}
endChildrenOnSignal()
await installPackages()
const code = await chosen()
if (code !== undefined) process.exit(code === 0 ? 0 : 1)

/**
 * Runs a server in this very process, so that one signal to npm ends it.
 *
 * @param {string} script
 * @returns {Promise<undefined>}
 */
async function serve(script) {
  // The server answers signals itself: it has files to close.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal)
  process.argv.splice(1, process.argv.length - 1, script, ...args)
  await import(script)
}
