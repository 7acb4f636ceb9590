import {
  partAt,
  planParts,
  sizeOf,
  type PartLimits,
  type PartPlan,
  type Recut,
  type StoredPart,
} from './part.ts'
import { isFarOff } from './recut.ts'

/** Parts that may be missing where the plan changes: no more are under way at once. */
const mostMissing = 64

/** Plans that are looked at; only an upload that was tampered with has more. */
const mostPlans = 256

/** Stored parts of one size, none of another between them. */
interface Stretch {
  readonly size: number
  readonly first: number
  readonly last: number
}

/**
 * How a file of this size may have been cut, so that every stored part is one of its parts. Mostly
 * there is one answer. There are more where a part may be the last and shorter than the others, or
 * where those are missing at which the size changed: then only the bytes tell.
 */
export function fittingPlans(
  stored: readonly StoredPart[],
  fileSize: number,
  limits: PartLimits,
): readonly PartPlan[] {
  const stretches = stretchesOf(stored)
  const [begin] = stretches
  if (!begin) return []
  const mayBeLast = stored.length === 1 && begin.first > 1
  const ifLast = mayBeLast ? [(fileSize - begin.size) / (begin.first - 1)] : []
  return [...new Set([begin.size, ...ifLast])]
    .filter((partSize) => Number.isSafeInteger(partSize) && partSize > 0)
    .flatMap((partSize) =>
      recutsBetween(stretches).map((recuts) => planParts(fileSize, { partSize, recuts })),
    )
    .filter((plan) => isAllowed(plan, limits) && allFit(stored, plan))
}

function stretchesOf(stored: readonly StoredPart[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const { number, size } of [...stored].sort((a, b) => a.number - b.number)) {
    const latest = stretches.at(-1)
    if (latest?.size === size) stretches.splice(-1, 1, { ...latest, last: number })
    else stretches.push({ size, first: number, last: number })
  }
  return stretches
}

/** What may lie between stretches of stored parts. A last one may be nothing but the file's end. */
function recutsBetween(stretches: readonly Stretch[]): readonly (readonly Recut[])[] {
  let found: readonly (readonly Recut[])[] = [[]]
  for (const [index, stretch] of stretches.entries()) {
    const before = stretches[index - 1]
    if (!before) continue
    const isLast = index === stretches.length - 1
    const changes = changesBetween(before, stretch)
    found = found
      .flatMap((recuts) => [
        ...(isLast ? [recuts] : []),
        ...changes.map((change) => [...recuts, change]),
      ])
      .slice(0, mostPlans)
  }
  return found
}

function changesBetween(before: Stretch, { first, size }: Stretch): readonly Recut[] {
  const isRecut = isFarOff(size, before.size) && first - before.last <= mostMissing
  if (!isRecut) return []
  return Array.from({ length: first - before.last }, (_, step) => ({
    first: first - step,
    partSize: size,
  }))
}

function isAllowed({ partCount, partSize, recuts }: PartPlan, limits: PartLimits): boolean {
  const sizes = [partSize, ...recuts.map((recut) => recut.partSize)]
  return (
    partCount <= limits.maxParts &&
    Math.max(...sizes) <= limits.maxPartSize &&
    (partCount === 1 || Math.min(...sizes) >= limits.minPartSize)
  )
}

function allFit(stored: readonly StoredPart[], plan: PartPlan): boolean {
  return stored.every(
    ({ number, size }) => number <= plan.partCount && size === sizeOf(partAt(plan, number)),
  )
}
