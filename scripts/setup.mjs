// Brings what a fresh clone lacks, with nothing but Node's own modules.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { run } from './process-tree.mjs'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Stops with a sentence when this Node is older than `engines` in package.json asks for. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(`Node ${process.versions.node} is too old. Install Node 20.19 or newer.`)
}

/** Installs the packages once per lockfile, with exactly the pnpm that package.json pins. */
export async function installPackages() {
  const stamp = path.join(root, 'node_modules', '.install-stamp')
  const lockfile = readFileSync(path.join(root, 'pnpm-lock.yaml'))
  const wanted = createHash('sha256').update(lockfile).update(process.version).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return

  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  // Without --prefer-offline npx retries for a minute when there is no network, cached or not.
  const pnpm = ['--yes', '--prefer-offline', packageManager.split('+')[0]]
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx'
  const install = ['install', '--frozen-lockfile', '--config.confirmModulesPurge=false']
  if (await run(npx, [...pnpm, ...install], { cwd: root })) stop('The packages did not install.')
  writeFileSync(stamp, wanted)
}

/** Installs a Chromium for the tests unless there is one. */
export async function installChromium() {
  const { systemChromium } = await import('./chromium.mjs')
  const { chromium } = await import('playwright')
  if (systemChromium() || existsSync(chromium.executablePath())) return
  // Debian's own package brings the libraries along; elsewhere Playwright's download is the norm.
  const installed = isDebian()
    ? (await installByApt()) || (await installByPlaywright())
    : (await installByPlaywright()) || (await installByApt())
  if (!installed) stop('There is no Chromium. Install one and set CHROMIUM_PATH to it.')
}

async function installByApt() {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '-q', '--no-install-recommends', 'chromium']
  if (await run('apt-get', ['update', '-q'], { env })) return false
  return (await run('apt-get', install, { env })) === 0
}

async function installByPlaywright() {
  const cli = path.join(root, 'node_modules/playwright/cli.js')
  return (await run(process.execPath, [cli, 'install', 'chromium'])) === 0
}

function isDebian() {
  const release = '/etc/os-release'
  return existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'))
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
