// `npm run load`: how many tokens and signatures a second the demo's backend gives, and how fast.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { root } from './setup.mjs'

/** @typedef {{ readonly name: string, readonly path: string, readonly body: () => object, readonly operations: number }} Case */

const atOnce = 32
const seconds = 8

/** @type {readonly Case[]} */
const cases = [
  {
    name: 'tokens, from the cache',
    path: 'api/sts',
    body: () => ({ reason: 'initial' }),
    operations: 1,
  },
  {
    name: 'tokens, each a new one: calls of STS are shared',
    path: 'api/sts',
    body: () => ({ reason: 'rejected' }),
    operations: 1,
  },
  {
    name: 'signatures, 16 parts a question',
    path: 'api/sign',
    body: () => ({
      v: 1,
      operations: Array.from({ length: 16 }, (_, part) => ({
        type: 'sendPart',
        key: 'uploads/ada/load.bin',
        uploadId: '0004B9894A22E5B1888A1E29F8236E2D',
        part: part + 1,
      })),
    }),
    operations: 16,
  },
]

/** Starts a backend of its own in another process. Resolves with the exit code. */
export async function loadTest() {
  const folder = await mkdtemp(path.join(tmpdir(), 'load-'))
  const backend = spawn(process.execPath, [path.join(root, 'apps/demo/dist/server/main.js')], {
    env: {
      ...process.env,
      PORT: '0',
      DEMO_DATA: path.join(folder, 'data'),
      DEMO_TOKENS_PER_MINUTE: '1000000',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const site = await addressOf(backend)
    const headers = await signIn(site)
    console.log(`${atOnce} at once, ${seconds} s each; STS is the emulator, in the same process`)
    console.log(row(['', 'a second', 'p50 ms', 'p99 ms', 'not 200', 'calls of STS', 'CPU ms each']))
    for (const each of cases) console.log(row(await run(each, site, headers)))
    return 0
  } finally {
    backend.kill('SIGTERM')
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * @param {Case} each
 * @param {string} site
 * @param {Record<string, string>} headers
 */
async function run({ name, path: where, body, operations }, site, headers) {
  const before = await figuresOf(site)
  /** @type {number[]} */
  const times = []
  let failed = 0
  const began = performance.now()
  const ask = async () => {
    while (performance.now() - began < seconds * 1000) {
      const started = performance.now()
      const response = await fetch(`${site}${where}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body()),
      })
      await response.arrayBuffer()
      times.push(performance.now() - started)
      if (response.status !== 200) failed += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, ask))
  const elapsed = (performance.now() - began) / 1000
  const after = await figuresOf(site)
  const sorted = times.toSorted((a, b) => a - b)
  const at = (/** @type {number} */ share) => sorted[Math.floor(sorted.length * share)] ?? 0
  return [
    name,
    ((times.length * operations) / elapsed).toFixed(0),
    at(0.5).toFixed(1),
    at(0.99).toFixed(1),
    String(failed),
    String(after.callsOfSts - before.callsOfSts),
    // What a busy machine does not change: the work itself.
    (((after.cpuSeconds - before.cpuSeconds) * 1000) / times.length).toFixed(2),
  ]
}

/** @param {string} site */
async function figuresOf(site) {
  const text = await (await fetch(`${site}metrics`)).text()
  const read = (/** @type {RegExp} */ line) => Number(line.exec(text)?.[1] ?? 0)
  return {
    callsOfSts: read(/^upload_kit_sts_seconds_count\{outcome="issued"\} (\d+)/m),
    cpuSeconds: read(/^process_cpu_seconds_total (\S+)/m),
  }
}

/** @param {string} site */
async function signIn(site) {
  const response = await fetch(`${site}api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: 'ada', password: 'demo' }),
  })
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  const csrf = cookies.find((cookie) => cookie.startsWith('csrf='))?.slice(5) ?? ''
  return {
    'Content-Type': 'application/json',
    'X-CSRF-Token': csrf,
    Cookie: cookies.join('; '),
  }
}

/**
 * @param {import('node:child_process').ChildProcess} backend
 * @returns {Promise<string>}
 */
function addressOf(backend) {
  return new Promise((resolve, reject) => {
    let said = ''
    backend.stdout?.on('data', (piece) => {
      said += String(piece)
      const found = /Demo on (\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
    backend.once('exit', () => reject(new Error(`The backend ended: ${said}`)))
  })
}

/** @param {readonly string[]} cells */
function row([name = '', ...cells]) {
  return [name.padEnd(50), ...cells.map((cell) => cell.padStart(13))].join('')
}
