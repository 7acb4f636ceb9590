import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'

const processTree = pathToFileURL(path.join(import.meta.dirname, 'process-tree.mjs')).href

/** Runs a child that starts a grandchild and waits for ever; then would run another one. */
const script = `
  import { endChildrenOnSignal, run } from '${processTree}'
  endChildrenOnSignal()
  const grandchild = 'setInterval(() => undefined, 1000)'
  const child = \`
    import { spawn } from 'node:child_process'
    const { pid } = spawn(process.execPath, ['-e', '\${grandchild}'])
    console.log(process.pid + ' ' + pid)
  \`
  await run(process.execPath, ['--input-type=module', '-e', child])
  await run(process.execPath, ['-e', 'console.log("the next one")'])
`

describe('run', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends children and grandchildren on %s, and starts nothing more',
    async (signal) => {
      const main = spawn(process.execPath, ['--input-type=module', '-e', script])
      const said: string[] = []
      main.stdout.on('data', (text) => said.push(String(text)))
      await once(main.stdout, 'data')
      const ids = said.join('').trim().split(' ').map(Number)
      main.kill(signal)
      await once(main, 'exit')

      expect(ids).toHaveLength(2)
      // A dead process keeps its id until the system has collected it.
      await expect.poll(() => ids.filter(isAlive), { timeout: 10_000 }).toEqual([])
      expect(said.join('')).not.toContain('the next one')
    },
    20_000,
  )
})

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch {
    return false
  }
}
