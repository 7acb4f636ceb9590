import { partAt, planParts, sizeOf, type PartLimits, type StoredPart } from './part.ts'

/**
 * The part sizes with which a file of this size is cut so that every stored part is one of its parts.
 * All parts but the last are equal, so that two stored ones leave one answer. A single one may be
 * the last and shorter than the others: then there can be two, and only the bytes tell.
 */
export function fittingPartSizes(
  stored: readonly StoredPart[],
  fileSize: number,
  limits: PartLimits,
): readonly number[] {
  const [first, ...others] = stored
  if (!first) return []
  const largest = Math.max(...stored.map(({ size }) => size))
  const mayBeLast = others.length === 0 && first.number > 1
  const ifLast = mayBeLast ? [(fileSize - first.size) / (first.number - 1)] : []
  return [...new Set([largest, ...ifLast])].filter(
    (partSize) => isAllowed(partSize, fileSize, limits) && allFit(stored, fileSize, partSize),
  )
}

function isAllowed(partSize: number, fileSize: number, limits: PartLimits): boolean {
  if (!Number.isSafeInteger(partSize) || partSize < 1 || partSize > limits.maxPartSize) return false
  const { partCount } = planParts(fileSize, partSize)
  return partCount <= limits.maxParts && (partCount === 1 || partSize >= limits.minPartSize)
}

function allFit(stored: readonly StoredPart[], fileSize: number, partSize: number): boolean {
  const plan = planParts(fileSize, partSize)
  return stored.every(
    ({ number, size }) => number <= plan.partCount && size === sizeOf(partAt(plan, number)),
  )
}
