import { describe, expect, it } from 'vitest'
import { Slots, type SlotRequest, type SlotsOptions } from './slots.ts'

describe('Slots', () => {
  it('let no more requests run at once than there are connections', async () => {
    const { ask, running } = setUp({ size: 2 })
    ask('a')
    ask('b')
    ask('c')
    await settled()
    expect(running).toEqual(['a', 'b'])
  })

  it('serve the oldest file first, and give a younger one what is left', async () => {
    const { ask, end, running } = setUp({ size: 1 })
    ask('first')
    ask('young', { order: 2 })
    ask('old', { order: 1 })
    await end('first')
    expect(running).toEqual(['old'])
  })

  it('let a small file pass the parts of a large one, one at a time', async () => {
    const { ask, end, running } = setUp({ size: 2 })
    ask('part 1')
    ask('part 2')
    ask('part 3')
    ask('small 1', { kind: 'whole', order: 5 })
    ask('small 2', { kind: 'whole', order: 6 })
    await end('part 1')
    expect(running).toEqual(['part 2', 'small 1'])
    await end('part 2')
    expect(running).toEqual(['small 1', 'part 3'])
  })

  it('take two small files for one slot where that was asked for, and no more of anything else', async () => {
    const { ask, end, running } = setUp({ size: 2, pairsSmall: true })
    for (const name of ['small 1', 'small 2', 'small 3']) ask(name, { kind: 'whole', bytes: 1000 })
    ask('large', { kind: 'whole', bytes: 5_000_000 })
    ask('small 4', { kind: 'whole', bytes: 1000 })
    await settled()
    expect(running).toEqual(['small 1', 'small 2', 'small 3'])

    await end('small 1')
    expect(running).toEqual(['small 2', 'small 3', 'large'])
    await end('large')
    expect(running).toEqual(['small 2', 'small 3', 'small 4'])
  })

  it('serve what unblocks others before any body', async () => {
    const { ask, end, running } = setUp({ size: 1 })
    ask('part 1')
    ask('part 2')
    ask('list', { kind: 'control', order: 9 })
    await end('part 1')
    expect(running).toEqual(['list'])
  })

  it('serve a higher priority first', async () => {
    const { ask, end, running } = setUp({ size: 1 })
    ask('first')
    ask('ordinary')
    ask('urgent', { priority: 1, order: 7 })
    await end('first')
    expect(running).toEqual(['urgent'])
  })

  it('bound the bytes in flight, and still let a single huge one through', async () => {
    const { ask, end, running } = setUp({ size: 6, maxBytes: 10 })
    ask('huge', { bytes: 50 })
    ask('large', { bytes: 8 })
    ask('small', { bytes: 2 })
    await settled()
    expect(running).toEqual(['huge'])
    await end('huge')
    expect(running).toEqual(['large', 'small'])
  })

  it('forget who stops waiting', async () => {
    const { ask, end, outcomeOf, running, stop } = setUp({ size: 1 })
    ask('first')
    ask('second')
    ask('third')
    stop('second')
    await expect(outcomeOf('second')).rejects.toThrow('stopped')
    await end('first')
    expect(running).toEqual(['third'])
  })

  it('are free again after a request that failed', async () => {
    const slots = new Slots({ size: 1, maxBytes: Infinity })
    const { signal } = new AbortController()
    const failing = slots.use(request, signal, () => Promise.reject(new Error('Cut.')))
    await expect(failing).rejects.toThrow('Cut.')
    await expect(slots.use(request, signal, async () => 'sent')).resolves.toBe('sent')
  })
})

const request: SlotRequest = { kind: 'part', bytes: 1, priority: 0, order: 0 }

function setUp(options: Partial<SlotsOptions> & Pick<SlotsOptions, 'size'>) {
  const slots = new Slots({ maxBytes: Infinity, ...options })
  const running: string[] = []
  const ends = new Map<string, () => void>()
  const controllers = new Map<string, AbortController>()
  const outcomes = new Map<string, Promise<void>>()

  function ask(name: string, change: Partial<SlotRequest> = {}): Promise<void> {
    const controller = new AbortController()
    controllers.set(name, controller)
    return slots.use({ ...request, ...change }, controller.signal, async () => {
      running.push(name)
      await new Promise<void>((resolve) => {
        ends.set(name, resolve)
      })
      running.splice(running.indexOf(name), 1)
    })
  }
  async function end(name: string): Promise<void> {
    await settled()
    ends.get(name)?.()
    await settled()
  }
  return {
    ask: (...call: Parameters<typeof ask>): void => {
      const asked = ask(...call)
      outcomes.set(call[0], asked)
      asked.catch(() => {}) // Only the test that stops one looks.
    },
    outcomeOf: (name: string) => outcomes.get(name),
    end,
    running,
    stop: (name: string) => controllers.get(name)?.abort(new Error('stopped')),
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
