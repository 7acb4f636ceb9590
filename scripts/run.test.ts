import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const patience = 120_000

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'run-'))
})

afterEach(() => rm(folder, { recursive: true }))

describe('npm run demo', () => {
  it('serves the page, and one SIGTERM to npm ends all of it', { timeout: patience }, async () => {
    const port = await freePort()
    const env = { PORT: String(port), DEMO_DATA: path.join(folder, 'data') }
    const npm = start(['run', 'demo'], env)
    const url = await untilLine(npm, /^Demo on (\S+)$/)
    const page = await fetch(url)
    npm.kill('SIGTERM')
    await once(npm, 'exit')

    expect(url).toBe(`http://localhost:${port}/`)
    expect(await page.text()).toContain('<div id="root">')
    expect(await isFree(port)).toBe(true)
    expect(await isFree(port + 1)).toBe(true)
  })

  it(
    'does not start with half of the settings, and says which one is missing',
    async () => {
      const npm = start(['run', 'demo'], { OSS_REGION: 'cn-hangzhou' })
      const sentence = await untilLine(npm, /^(OSS_BUCKET is missing\.)/)
      const [code] = await once(npm, 'exit')

      expect(sentence).toBe('OSS_BUCKET is missing.')
      expect(code).toBe(1)
    },
    patience,
  )
})

describe('npm run emulator', () => {
  it(
    'takes its options, says where it listens, and ends with npm',
    { timeout: patience },
    async () => {
      const port = await freePort()
      const options = [
        '--port',
        String(port),
        '--data',
        folder,
        '--bucket',
        'one',
        '--bucket',
        'two',
      ]
      const keys = ['--region', 'cn-hangzhou', '--access-key', 'id:secret']
      const npm = start(['run', 'emulator', '--', ...options, ...keys])
      const url = await untilLine(npm, /listening on (\S+)/)
      const answer = await fetch(`http://127.0.0.1:${port}/two/missing`)
      npm.kill('SIGTERM')
      await once(npm, 'exit')

      expect(url).toContain(`:${port}`)
      expect(answer.headers.get('x-oss-request-id')).not.toBeNull()
      expect(await isFree(port)).toBe(true)
    },
  )
})

describe('npm run', () => {
  it('names the tasks when asked for an unknown one', async () => {
    const node = spawn(process.execPath, ['scripts/run.mjs', 'dance'], { cwd: root })
    const sentence = await untilLine(node, /^(There is no task "dance".*)/)

    expect(sentence).toContain('demo')
  })
})

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn('npm', args, { cwd: root, env: { ...process.env, ...env } })
}

/** Resolves with what the pattern catches of the first line that fits, of either output. */
function untilLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const seen: string[] = []
    for (const output of [child.stdout, child.stderr]) {
      if (!output) continue
      createInterface({ input: output }).on('line', (line) => {
        seen.push(line)
        const found = pattern.exec(line)?.[1]
        if (found !== undefined) resolve(found)
      })
    }
    child.once('close', () =>
      reject(new Error(`It ended without such a line:\n${seen.join('\n')}`)),
    )
  })
}

/** One with a free neighbour. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  server.close()
  await once(server, 'close')
  return (await isFree(port + 1)) ? port : freePort()
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
    return true
  } catch {
    return false
  }
}
