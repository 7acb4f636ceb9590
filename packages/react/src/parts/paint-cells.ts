import type { Cell, CellKind } from './cells-of.ts'

/** Width of the gap between two cells. */
const gap = '1.5px'

/**
 * All cells as one gradient, neighbours of a kind in one stop: a strip is a single element, and its
 * colours are tokens, in any theme and in forced colours. As wide as they have bytes: what is sent
 * keeps its place when the rest is cut anew.
 */
export function paintCells(cells: readonly Cell[]): string {
  const total = bytesOf(cells)
  const stripes = placesOf(cells).flatMap(({ kind, fill, start, size }): readonly Stripe[] => {
    const end = start + size
    const isPartly = kind === 'sending' || kind === 'repeated'
    if (!isPartly) return [{ kind, end }]
    const edge = kind === 'repeated' ? 'repeated' : 'waiting'
    return [
      { kind: 'sending', end: start + size * fill },
      { kind: edge, end },
    ]
  })
  const merged = stripes.filter(({ kind }, index) => stripes[index + 1]?.kind !== kind)
  const stops = merged.map(({ kind, end }, index) => {
    const start = merged[index - 1]?.end ?? 0
    return `var(--ru-part-${kind}) ${percent(start, total)} ${percent(end, total)}`
  })
  return `linear-gradient(var(--ru-forward), ${stops.join(', ')})`
}

/** A mask with a gap behind each cell. */
export function maskGaps(cells: readonly Cell[]): string {
  const total = bytesOf(cells)
  const stops = placesOf(cells).map(({ start, size }) => {
    const end = percent(start + size, total)
    return `#000 0 calc(${end} - ${gap}), #0000 0 ${end}`
  })
  return `linear-gradient(var(--ru-forward), ${stops.join(', ')})`
}

interface Stripe {
  readonly kind: CellKind
  /** In bytes. */
  readonly end: number
}

function placesOf(cells: readonly Cell[]): readonly (Cell & { readonly start: number })[] {
  let start = 0
  return cells.map((cell) => {
    const place = { ...cell, start }
    start += cell.size
    return place
  })
}

function percent(bytes: number, total: number): string {
  return `${((bytes / total) * 100).toFixed(2)}%`
}

function bytesOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { size }) => sum + size, 0)
}
