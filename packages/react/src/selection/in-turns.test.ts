import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inTurns } from './in-turns.ts'

let now = 0

beforeEach(() => {
  now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})

afterEach(() => {
  vi.restoreAllMocks()
})

describe('inTurns', () => {
  it('takes everything, in order, at once where it takes no time', async () => {
    const { turns, work } = setUp({ each: 0 })

    await inTurns(numbers(1000), work)

    expect(turns).toEqual([numbers(1000)])
  })

  it('ends a turn after eight milliseconds, however few it has done', async () => {
    const { turns, work } = setUp({ each: 3 })

    await inTurns(numbers(7), work)

    expect(turns).toEqual([[0, 1, 2], [3, 4, 5], [6]])
  })

  it('lets the page have a task between two turns', async () => {
    const { turns, work } = setUp({ each: 8 })
    const seen: number[] = []
    const channel = new MessageChannel()
    const pageTask = new Promise<void>((resolve) => {
      channel.port1.addEventListener('message', () => {
        seen.push(turns.length)
        resolve()
      })
    })
    channel.port1.start()
    channel.port2.postMessage(null)

    await inTurns(numbers(50), work)
    await pageTask
    channel.port1.close()

    expect(turns).toHaveLength(50)
    expect(seen[0]).toBeLessThan(50)
  })

  it('begins with no more than it is asked to', async () => {
    const { turns, work } = setUp({ each: 0 })

    await inTurns(numbers(100), work, 20)

    expect(turns).toEqual([numbers(20), numbers(100).slice(20)])
  })

  it('does as many steps more as there are items more', async () => {
    const [some, twice] = [setUp({ each: 1 }), setUp({ each: 1 })]

    await inTurns(numbers(800), some.work)
    await inTurns(numbers(1600), twice.work)

    expect(some.turns).toHaveLength(100)
    expect(twice.turns).toHaveLength(200)
  })

  it('rejects when the work throws, and goes no further', async () => {
    const { turns, work } = setUp({ each: 8 })
    const failing = (turn: Iterable<number>): void => {
      work(turn)
      if (turns.length === 2) throw new Error('The list is full.')
    }

    await expect(inTurns(numbers(5), failing)).rejects.toThrow('The list is full.')

    expect(turns).toEqual([[0], [1]])
  })
})

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** Work that takes so many milliseconds for each item. */
function setUp({ each }: { readonly each: number }) {
  const turns: number[][] = []
  return {
    turns,
    work: (turn: Iterable<number>): void => {
      const items: number[] = []
      for (const item of turn) {
        items.push(item)
        now += each
      }
      turns.push(items)
    },
  }
}
