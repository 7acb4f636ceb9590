// The development tools of this repository, run from its root.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { run } from './process-tree.mjs'
import { root } from './setup.mjs'

/** @typedef {{ readonly name: string, readonly run: () => Promise<number> }} Check */

/**
 * Runs a package's command with this very Node, without a shell or npx in between.
 *
 * @param {string} command as in `bin` of the package's package.json
 * @param {readonly string[]} args
 * @param {{ from?: string, package?: string, env?: NodeJS.ProcessEnv }} [options] `from`: the folder
 *   whose dependency it is
 */
export function tool(command, args, { from = '.', package: owner = command, env = {} } = {}) {
  const require = createRequire(path.join(root, from, 'package.json'))
  const manifest = findManifest(require, owner)
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  const script = path.join(path.dirname(manifest), typeof bin === 'string' ? bin : bin[command])
  return run(process.execPath, [script, ...args], { cwd: root, env: { ...process.env, ...env } })
}

/**
 * Compiles a project and what it stands on to `dist`.
 *
 * @param {string} [project] its folder; all of them without it
 */
export const compile = (project = '.') => tool('tsc', ['-b', project], { package: 'typescript' })

/** Builds the demo's page. */
export const buildDemo = () =>
  tool('vite', ['build', 'apps/demo', '--logLevel', 'warn'], { from: 'apps/demo' })

/** @type {readonly Check[]} */
export const staticChecks = [
  { name: 'types of the packages', run: () => compile() },
  {
    name: 'types of pages, tests and scripts',
    run: () => tool('tsc', ['-p', 'tsconfig.test.json'], { package: 'typescript' }),
  },
  { name: 'lint', run: () => tool('oxlint', ['--type-aware', '--deny-warnings']) },
  { name: 'format', run: () => tool('oxfmt', ['--check', '.']) },
  { name: 'unused files and dependencies', run: () => tool('knip', ['--no-progress']) },
]

/**
 * A package's manifest, also where its `exports` hide it.
 *
 * @param {NodeJS.Require} require
 * @param {string} owner
 */
function findManifest(require, owner) {
  for (const folder of require.resolve.paths(owner) ?? []) {
    const manifest = path.join(folder, owner, 'package.json')
    try {
      readFileSync(manifest)
      return manifest
    } catch {
      // Not installed on this level: look further up.
    }
  }
  throw new Error(`${owner} is not installed.`)
}
