import { afterEach, describe, expect, it } from 'vitest'
import type { Neighbours } from '../ports/neighbours.ts'
import { createBrowserNeighbours } from './browser-neighbours.ts'

const { signal } = new AbortController()
const opened: Neighbours[] = []

afterEach(() => {
  for (const tab of opened.splice(0)) tab.close()
})

describe.each([
  ['with Web Locks', {}],
  ['without Web Locks, as on plain http', { locks: null, patience: 100 }],
] as const)('createBrowserNeighbours %s', (_, options) => {
  it('asks all others, and hears who has something to say', async () => {
    const { open } = setUp(options)
    const [asking, knowing, silent] = [open(), open(), open()]
    knowing.answer('topic', () => ({ key: 'value' }))
    silent.answer('topic', () => null)
    asking.answer('topic', () => 'of my own')

    expect(await asking.ask('topic', signal)).toEqual([{ key: 'value' }])
    expect(await asking.ask('other topic', signal)).toEqual([])
  })

  it('tells nothing to another scope, and nothing unasked', async () => {
    const { open, scope } = setUp(options)
    const [asking, knowing] = [open(), open()]
    const elsewhere = setUp(options).open()
    knowing.answer('topic', () => 'secret')
    const overheard: unknown[] = []
    const wiretap = new BroadcastChannel(`resumable-upload:${scope}:neighbours`)
    wiretap.addEventListener('message', ({ data }) => overheard.push(data))

    expect(await elsewhere.ask('topic', signal)).toEqual([])
    expect(overheard).toEqual([])
    expect(await asking.ask('topic', signal)).toEqual(['secret'])
    expect(JSON.stringify(overheard)).not.toContain('secret')
    wiretap.close()
  })

  it('asks nobody who has closed, and everybody who came back', async () => {
    const { open } = setUp(options)
    const [asking, knowing] = [open(), open()]
    knowing.answer('topic', () => 'first')
    expect(await asking.ask('topic', signal)).toEqual(['first'])

    knowing.close()
    expect(await asking.ask('topic', signal)).toEqual([])

    knowing.answer('topic', () => 'again')
    expect(await asking.ask('topic', signal)).toEqual(['again'])
  })

  it('passes on how a task ends', async () => {
    const { open } = setUp(options)
    const reason = new Error('enough')

    const failing = open().alone('topic', signal, () => Promise.reject(reason))
    await expect(failing).rejects.toBe(reason)
    expect(await open().alone('topic', signal, async () => 'done')).toBe('done')
  })
})

describe('createBrowserNeighbours', () => {
  it('lets one tab at a time do a thing', async () => {
    const { open } = setUp({})
    const order: string[] = []
    const work = async (name: string): Promise<void> => {
      order.push(`${name} begins`)
      await new Promise((resolve) => requestAnimationFrame(resolve))
      order.push(`${name} ends`)
    }

    await Promise.all([
      open().alone('topic', signal, () => work('one')),
      open().alone('topic', signal, () => work('other')),
    ])

    expect(order).toEqual(['one begins', 'one ends', 'other begins', 'other ends'])
  })

  it('does not wait for ever for a tab that hangs, nor after its signal', async () => {
    const { open } = setUp({ longest: 50 })
    void open().alone('topic', signal, () => new Promise(() => {}))
    const controller = new AbortController()
    const reason = new Error('enough')
    const stopped = setUp({})
      .open()
      .alone('topic', controller.signal, async () => 'never')
    const refused = stopped.catch((thrown: unknown) => thrown)
    controller.abort(reason)

    expect(await open().alone('topic', signal, async () => 'done')).toBe('done')
    expect(await refused).toBe(reason)
  })

  it('asks nobody where it is alone, without waiting', async () => {
    const { open } = setUp({ patience: 3_600_000 })

    expect(await open().ask('topic', signal)).toEqual([])
  })
})

function setUp(options: Omit<Parameters<typeof createBrowserNeighbours>[0], 'scope'>) {
  const scope = crypto.randomUUID()
  const open = (): Neighbours => {
    const tab = createBrowserNeighbours({ ...options, scope })
    opened.push(tab)
    return tab
  }
  return { scope, open }
}
