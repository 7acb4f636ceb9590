import { OssError } from '../oss-error.ts'

export interface ByteRange {
  readonly start: number
  readonly length: number
}

export interface RangeOptions {
  /** The size of the object. */
  readonly size: number
  /** `x-oss-range-behavior: standard`. */
  readonly isStandard: boolean
}

/**
 * Reads a `Range` header as OSS does: one range, and one that reaches beyond the object is ignored (`null`).
 * With standard behaviour its end is cut instead, and a range wholly outside throws `InvalidRange`.
 */
export function parseRange(
  header: string | undefined,
  { size, isStandard }: RangeOptions,
): ByteRange | null {
  const match = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '')
  if (match === null) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null

  const start = first === '' ? size - Number(last) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Number(last)
  if (first !== '' && last !== '' && start > end) return null
  if (start >= 0 && start < size && end < size) return { start, length: end - start + 1 }
  if (!isStandard) return null
  if (start >= size) throw invalidRange(header ?? '', size)
  const from = Math.max(start, 0)
  return { start: from, length: Math.min(end, size - 1) - from + 1 }
}

function invalidRange(range: string, size: number): OssError {
  return new OssError(416, 'InvalidRange', 'The requested range cannot be satisfied.', {
    details: { RangeRequested: range, ActualObjectSize: size },
    headers: { 'Content-Range': `bytes */${size}` },
  })
}
