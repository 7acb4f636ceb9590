import { describe, expect, it } from 'vitest'
import type { PartProgress, PartsView } from '@resumable-upload/core'
import { cellsOf, maxCells } from './cells-of.ts'
import { maskGaps, paintCells } from './paint-cells.ts'

describe('cellsOf', () => {
  it('shows each part as it is', () => {
    const parts = viewOf([
      part({ state: 'reused', sentBytes: 10 }),
      part({ state: 'stored', sentBytes: 10 }),
      part({ state: 'sending', sentBytes: 5 }),
      part({ state: 'waiting', repeats: 1 }),
      part({ state: 'waiting' }),
    ])
    expect(cellsOf(parts)).toEqual([
      { kind: 'reused', fill: 1, size: 10 },
      { kind: 'stored', fill: 1, size: 10 },
      { kind: 'sending', fill: 0.5, size: 10 },
      { kind: 'repeated', fill: 0, size: 10 },
      { kind: 'waiting', fill: 0, size: 10 },
    ])
  })

  it('calls a part that was repeated and has arrived stored', () => {
    const [cell] = cellsOf(viewOf([part({ state: 'stored', sentBytes: 10, repeats: 3 })]))
    expect(cell?.kind).toBe('stored')
  })

  it('groups ten thousand parts, and loses none', () => {
    const stored = Array.from({ length: 5000 }, () => part({ state: 'stored', sentBytes: 10 }))
    const waiting = Array.from({ length: 5001 }, () => part({ state: 'waiting' }))
    const cells = cellsOf(viewOf([...stored, ...waiting]))
    expect(cells).toHaveLength(maxCells)
    const full = cells.reduce((sum, { fill }) => sum + fill, 0)
    expect(full).toBeCloseTo(200, 0)
    expect(cells[0]?.kind).toBe('stored')
    expect(cells.at(-1)?.kind).toBe('waiting')
  })
})

describe('paintCells', () => {
  it('paints neighbours of a kind as one', () => {
    const stored = { kind: 'stored', fill: 1, size: 10 } as const
    const image = paintCells([stored, stored, stored, { kind: 'waiting', fill: 0, size: 10 }])
    expect(image).toBe(
      'linear-gradient(var(--ru-forward), var(--ru-part-stored) 0.00% 75.00%, var(--ru-part-waiting) 75.00% 100.00%)',
    )
  })

  it('fills a part on its way as far as it is', () => {
    expect(paintCells([{ kind: 'sending', fill: 0.25, size: 10 }])).toBe(
      'linear-gradient(var(--ru-forward), var(--ru-part-sending) 0.00% 25.00%, var(--ru-part-waiting) 25.00% 100.00%)',
    )
  })
})

describe('parts of several sizes', () => {
  const stored = { kind: 'stored', fill: 1, size: 60 } as const
  const waiting = { kind: 'waiting', fill: 0, size: 20 } as const

  it('are as wide as they have bytes: what is stored stays where it was', () => {
    expect(paintCells([stored, waiting, waiting])).toBe(
      'linear-gradient(var(--ru-forward), var(--ru-part-stored) 0.00% 60.00%, var(--ru-part-waiting) 60.00% 100.00%)',
    )
  })

  it('have a gap behind each', () => {
    expect(maskGaps([stored, waiting, waiting])).toBe(
      'linear-gradient(var(--ru-forward), #000 0 calc(60.00% - 1.5px), #0000 0 60.00%, #000 0 calc(80.00% - 1.5px), #0000 0 80.00%, #000 0 calc(100.00% - 1.5px), #0000 0 100.00%)',
    )
  })
})

function part(change: Partial<PartProgress>): PartProgress {
  return { number: 1, state: 'waiting', sentBytes: 0, size: 10, repeats: 0, ...change }
}

function viewOf(parts: readonly PartProgress[]): PartsView {
  return {
    count: parts.length,
    version: 1,
    at: (index) => parts[index] ?? part({}),
  }
}
