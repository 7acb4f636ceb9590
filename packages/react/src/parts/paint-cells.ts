import type { Cell, CellKind } from './cells-of.ts'

/**
 * All cells as one gradient, neighbours of a kind in one stop: a strip is a single element, and its
 * colours are tokens, in any theme and in forced colours.
 */
export function paintCells(cells: readonly Cell[]): string {
  const stripes = cells.flatMap(({ kind, fill }, index): readonly Stripe[] => {
    const isPartly = kind === 'sending' || kind === 'repeated'
    if (!isPartly) return [{ kind, end: index + 1 }]
    const edge = kind === 'repeated' ? 'repeated' : 'waiting'
    return [
      { kind: 'sending', end: index + fill },
      { kind: edge, end: index + 1 },
    ]
  })
  const merged = stripes.filter(({ kind }, index) => stripes[index + 1]?.kind !== kind)
  const stops = merged.map(({ kind, end }, index) => {
    const start = merged[index - 1]?.end ?? 0
    return `var(--ru-part-${kind}) ${percent(start)} ${percent(end)}`
  })
  return `linear-gradient(var(--ru-forward), ${stops.join(', ')})`

  function percent(cell: number): string {
    return `${((cell / cells.length) * 100).toFixed(2)}%`
  }
}

interface Stripe {
  readonly kind: CellKind
  /** In cells. */
  readonly end: number
}
