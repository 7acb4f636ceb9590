// The browsers beside Chromium that `npm run test:browsers` tries, and where Debian puts them.
import { existsSync, readdirSync } from 'node:fs'
import process from 'node:process'
import { run } from './process-tree.mjs'

export const firefoxPath = process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr'
export const webKitDriverPath = '/usr/bin/WebKitWebDriver'
export const xvfbPath = '/usr/bin/Xvfb'

/** WebKitGTK's own small browser lies below the folder of the machine's architecture. */
export function miniBrowserPath() {
  const [found = ''] = existsSync('/usr/lib')
    ? readdirSync('/usr/lib')
        .map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`)
        .filter((candidate) => existsSync(candidate))
    : []
  return found
}

/** @typedef {{ readonly project: string, readonly name: string, readonly packages: readonly string[], readonly isHere: () => boolean }} Engine */

/** @type {readonly Engine[]} */
export const engines = [
  {
    project: 'firefox',
    name: 'Firefox',
    packages: ['firefox-esr'],
    isHere: () => existsSync(firefoxPath),
  },
  {
    project: 'webkitgtk',
    name: 'WebKitGTK',
    packages: ['webkit2gtk-driver', 'xvfb'],
    isHere: () => [webKitDriverPath, xvfbPath, miniBrowserPath()].every((file) => existsSync(file)),
  },
]

/**
 * Installs what is missing from Debian's packages where it can.
 *
 * @returns {Promise<{ readonly here: readonly Engine[], readonly missing: readonly { readonly name: string, readonly why: string }[] }>}
 *   `why` is a sentence
 */
export async function installEngines() {
  const absent = engines.filter((engine) => !engine.isHere())
  const obstacle = absent.length === 0 ? null : await installByApt(absent)
  return {
    here: engines.filter((engine) => engine.isHere()),
    missing: engines
      .filter((engine) => !engine.isHere())
      .map(({ name, packages }) => ({
        name,
        why: `${name} was not tried: ${obstacle ?? 'its packages do not bring it'}. Install ${packages.join(' and ')}.`,
      })),
  }
}

/**
 * @param {readonly Engine[]} absent
 * @returns {Promise<string | null>} what stands in the way
 */
async function installByApt(absent) {
  if (!existsSync('/usr/bin/apt-get')) return 'this system has no apt-get to install it with'
  if (process.getuid?.() !== 0) return 'only root may install it'
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  if (await run('apt-get', ['update', '-q'], { env })) return 'apt-get update failed'
  const packages = absent.flatMap((engine) => engine.packages)
  const install = ['install', '-y', '-q', '--no-install-recommends', ...packages]
  return (await run('apt-get', install, { env })) === 0 ? null : 'apt-get install failed'
}
