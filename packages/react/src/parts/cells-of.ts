import type { PartProgress, PartsView } from '@resumable-upload/core'

export type CellKind = 'waiting' | 'sending' | 'stored' | 'reused' | 'repeated'

/** One part, or several where there are more than a strip can show. */
export interface Cell {
  readonly kind: CellKind
  /** How much of it is sent, from 0 to 1. */
  readonly fill: number
  /** In bytes. */
  readonly size: number
}

/** More than these cannot be told apart. */
export const maxCells = 400

export function cellsOf(parts: PartsView): readonly Cell[] {
  const length = Math.min(parts.count, maxCells)
  return Array.from({ length }, (_, index) => {
    const first = Math.floor((index * parts.count) / length)
    const end = Math.floor(((index + 1) * parts.count) / length)
    return cellOf(Array.from({ length: end - first }, (__, offset) => parts.at(first + offset)))
  })
}

function cellOf(group: readonly PartProgress[]): Cell {
  const size = group.reduce((sum, part) => sum + part.size, 0)
  const sent = group.reduce((sum, { sentBytes }) => sum + sentBytes, 0)
  return { kind: kindOf(group), fill: size === 0 ? 0 : sent / size, size }
}

function kindOf(group: readonly PartProgress[]): CellKind {
  if (group.every(({ state }) => state === 'reused')) return 'reused'
  if (group.every(isHeld)) return 'stored'
  if (group.some((part) => part.repeats > 0 && !isHeld(part))) return 'repeated'
  return group.some(({ state }) => state !== 'waiting') ? 'sending' : 'waiting'
}

function isHeld({ state }: PartProgress): boolean {
  return state === 'stored' || state === 'reused'
}
