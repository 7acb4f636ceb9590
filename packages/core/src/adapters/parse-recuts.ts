import { partAt, planParts, type Recut } from '../model/part.ts'
import { isCount, isFields } from './untrusted.ts'

/**
 * `undefined` unless every one begins behind the one before, and within the file. Rows of versions
 * that cut a file once have none.
 */
export function parseRecuts(
  value: unknown,
  { fileSize, partSize }: { readonly fileSize: number; readonly partSize: number },
): readonly Recut[] | undefined {
  if (value === undefined) return []
  if (!Array.isArray(value)) return undefined
  const recuts: Recut[] = []
  let before = 1
  for (const item of value as readonly unknown[]) {
    const recut = parseRecut(item)
    if (!recut || recut.first <= before) return undefined
    recuts.push(recut)
    before = recut.first
  }
  if (recuts.length === 0) return recuts
  if (partSize === 0) return undefined
  const last = partAt(planParts(fileSize, { partSize, recuts }), before)
  return last.start < last.end ? recuts : undefined
}

function parseRecut(value: unknown): Recut | undefined {
  if (!isFields(value)) return undefined
  const { first, partSize } = value
  return isCount(first) && isCount(partSize) && partSize > 0 ? { first, partSize } : undefined
}
