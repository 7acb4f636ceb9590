// `npm run bench`: our uploader beside its peers, in one run.
import path from 'node:path'
import { chromiumArgs, systemChromium } from './chromium.mjs'
import { root } from './setup.mjs'
import { compile, tool } from './tools.mjs'

/** @param {readonly string[]} args */
export async function bench(args) {
  const chromium = systemChromium()
  if (!chromium) {
    console.error('The bench needs a Chromium of the system; set CHROMIUM_PATH.')
    return 1
  }
  const folder = 'apps/bench'
  if (await compile(`${folder}/runner`)) return 1
  if (await tool('vite', ['build', folder, '--logLevel', 'warn'], { from: folder })) return 1
  const { runBench } = await import('../apps/bench/dist/runner/main.js')
  return runBench({ chromium, chromiumArgs, args, reportFolder: path.join(root, 'docs/bench') })
}
