import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

const packageRoot = fileURLToPath(new URL('..', import.meta.url))
const program = join(packageRoot, 'bin', 'oss-emulator.js')
const started: ChildProcess[] = []
let dataDir: string

beforeAll(async () => {
  const tsc = fileURLToPath(new URL('../../../node_modules/.bin/tsc', import.meta.url))
  await promisify(execFile)(tsc, ['-b', packageRoot])
  dataDir = await mkdtemp(join(tmpdir(), 'emulator-cli-'))
}, 120_000)

afterEach(async () => {
  for (const child of started.splice(0)) {
    child.kill('SIGTERM')
    await exitOf(child)
  }
})

afterAll(() => rm(dataDir, { recursive: true, force: true }))

describe('oss-emulator, built and run by plain Node', () => {
  it('says where it listens and answers there', async () => {
    const { url } = await listen(start(['--port', '0', '--bucket', 'first', '--bucket', 'second']))

    const response = await fetch(`${url}/-/emulator`)
    expect(await response.json()).toMatchObject({ buckets: ['first', 'second'] })
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s', async (signal) => {
    const child = start(['--port', '0'])
    await listen(child)
    child.kill(signal)

    expect(await exitOf(child)).toBe(0)
  })

  it('ends with the process that started it', async () => {
    const script = `
      const { spawn } = require('node:child_process')
      const child = spawn(process.execPath, [${JSON.stringify(program)}, '--port', '0'])
      child.stdout.on('data', (text) => process.stdout.write(text))
    `
    const parent = spawn(process.execPath, ['-e', script])
    started.push(parent)
    const { url } = await listen(parent)
    parent.kill('SIGKILL')

    await expect.poll(() => answers(url), { timeout: 10_000 }).toBe(false)
  })

  it('keeps buckets between two runs with --data', async () => {
    const first = start(['--port', '0', '--data', dataDir, '--bucket', 'kept-bucket'])
    await listen(first)
    first.kill('SIGTERM')
    await exitOf(first)

    const { url } = await listen(start(['--port', '0', '--data', dataDir, '--bucket', 'other']))
    const response = await fetch(`${url}/-/emulator`)
    expect(await response.json()).toMatchObject({ buckets: ['kept-bucket', 'other'] })
  })

  it('prints its options with --help', async () => {
    const child = start(['--help'])

    expect(await textOf(child.stdout)).toContain('--access-key ID:SECRET')
    expect(await exitOf(child)).toBe(0)
  })

  it.each([
    { args: ['--port', 'many'], sentence: '--port is a whole number, not "many".' },
    { args: ['--bucket', 'Not_A_Bucket'], sentence: '"Not_A_Bucket" is no bucket name' },
    { args: ['--access-key', 'alone'], sentence: '--access-key is ID:SECRET' },
    { args: ['--host', '0.0.0.0'], sentence: 'listens on this machine only' },
    { args: ['--fault', '{"kind":"rain"}'], sentence: '"kind" is one of latency' },
    { args: ['--role', 'uploader'], sentence: '--role is acs:ram::ACCOUNT:role/NAME' },
    { args: ['--color'], sentence: "Unknown option '--color'" },
  ])('refuses $args with a sentence and exit code 2', async ({ args, sentence }) => {
    const child = start(args)

    expect(await textOf(child.stderr)).toContain(sentence)
    expect(await exitOf(child)).toBe(2)
  })

  it('says when its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const child = start(['--port', String(port)])

    expect(await textOf(child.stderr)).toContain(`Port ${port} is taken`)
    expect(await exitOf(child)).toBe(1)
    other.close()
  })
})

function start(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [program, ...args])
  started.push(child)
  return child
}

async function listen(child: ChildProcess): Promise<{ url: string }> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    const url = /^listening on (\S+)$/mu.exec(text)?.[1]
    if (url !== undefined) return { url }
  }
  throw new Error(`The emulator did not start: ${text}`)
}

async function textOf(stream: ChildProcess['stdout']): Promise<string> {
  let text = ''
  for await (const chunk of stream ?? []) text += String(chunk)
  return text
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  return new Promise((resolve) => child.once('exit', resolve))
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(`${url}/-/emulator`)
    return true
  } catch {
    return false
  }
}
