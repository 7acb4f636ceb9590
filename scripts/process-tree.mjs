// Child processes that end together with this one.
import { spawn } from 'node:child_process'
import process from 'node:process'

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set()

/** Set by the first signal: from then on nothing starts, and nothing goes on to its next step. */
let ending = false

const windows = process.platform === 'win32'

/**
 * Runs a command to its end; output goes to ours. Resolves with its exit code, 1 if it was killed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  if (ending) return new Promise(() => undefined)
  // A group of its own, so that one signal reaches the grandchildren too.
  const child = spawn(command, args, {
    stdio: 'inherit',
    detached: !windows,
    shell: windows,
    ...options,
  })
  children.add(child)
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${command} did not start: ${error.message}`)
      children.delete(child)
      resolve(1)
    })
    child.once('exit', (code) => {
      children.delete(child)
      if (!ending) resolve(code ?? 1)
    })
  })
}

/** Makes Ctrl-C and SIGTERM end this process and everything it started, within five seconds. */
export function endChildrenOnSignal() {
  for (const [signal, number] of Object.entries({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 })) {
    process.once(signal, () => void endChildren().then(() => process.exit(128 + number)))
  }
}

async function endChildren() {
  ending = true
  const ended = [...children].map((child) => new Promise((done) => child.once('exit', done)))
  for (const child of children) signalGroup(child, 'SIGTERM')
  const deadline = setTimeout(() => {
    for (const child of children) signalGroup(child, 'SIGKILL')
  }, 5_000)
  await Promise.all(ended)
  clearTimeout(deadline)
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return
  try {
    if (windows) child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // It ended in the meantime.
  }
}
