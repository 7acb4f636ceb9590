import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { SharedLink } from './link-shape.ts'

/** A network namespace that one emulated line leads out of. */
export interface Namespace {
  /** The address of this side of the line. */
  readonly address: string
  /** What to put before a command to run it inside. */
  readonly entry: readonly string[]
  setRate(rate: number): void
  close(): Promise<void>
}

const emulator = path.resolve(import.meta.dirname, '../../runner/link-emulator.py')

/** Needs root, Linux, TUN, `ip`, `nsenter` and python3; rejects with a sentence where one is missing. */
export async function openNamespace({ roundTrip, rate, loss = 0 }: SharedLink): Promise<Namespace> {
  const args = ['--rtt', `${roundTrip}`, '--rate', `${rate}`, '--loss', `${loss}`]
  const child = spawn('python3', [emulator, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  const gone = new Promise<string>((resolve) => {
    let complaint = ''
    child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
    child.on('error', (error) => resolve(error.message))
    child.on('close', () => resolve(complaint.trim().split('\n').at(-1) ?? ''))
  })
  const [first] = await Promise.race([
    once(child.stdout, 'data'),
    gone.then((complaint) => Promise.reject(new Error(complaint))),
  ])
  return {
    address: String(first).trim(),
    entry: ['nsenter', '--net', '--target', `${child.pid}`, '--'],
    setRate: (next) => void child.stdin.write(`rate ${next}\n`),
    async close() {
      child.stdin.end()
      await gone
    },
  }
}

/** `null` where namespaces work, else why not. */
export async function whyNoNamespaces(): Promise<string | null> {
  try {
    const namespace = await openNamespace({ kind: 'link', roundTrip: 1, rate: 1_000_000 })
    await namespace.close()
    return null
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}
