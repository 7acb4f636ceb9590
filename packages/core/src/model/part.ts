import type { Crc64 } from './crc64.ts'

/** A contiguous byte range of the file, numbered from 1 as the storage counts. */
export interface Part {
  readonly number: number
  /** First byte, inclusive. */
  readonly start: number
  /** Last byte, exclusive. */
  readonly end: number
}

/** A part as the storage reports it. What a storage hides from the page is `null`. */
export interface StoredPart {
  readonly number: number
  /** In bytes. */
  readonly size: number
  /** Without quotes. `null` where CORS does not expose it. */
  readonly etag: string | null
  /** `null` where CORS does not expose it, or the storage keeps none. */
  readonly crc64: Crc64 | null
}

/** What the storage accepts. All sizes are bytes. */
export interface PartLimits {
  /** Every part but the last has at least this many bytes. */
  readonly minPartSize: number
  readonly maxPartSize: number
  readonly maxParts: number
  /** The largest object that one request may bring. */
  readonly maxWholeSize: number
}

/** From part `first` on, parts have this many bytes. */
export interface Recut {
  readonly first: number
  readonly partSize: number
}

/**
 * How a file is cut: equal parts, the last one shorter. What nobody has sent yet may be cut anew;
 * what somebody has keeps number and place for good.
 */
export interface PartPlan {
  readonly fileSize: number
  /** Bytes of the first parts. */
  readonly partSize: number
  /** By `first`, ascending; each holds until the next. */
  readonly recuts: readonly Recut[]
  readonly partCount: number
}

/** What decides a plan, as it is remembered. */
export type Cuts = Pick<PartPlan, 'partSize' | 'recuts'>

export function planParts(fileSize: number, { partSize, recuts }: Cuts): PartPlan {
  const end = stretchAt({ partSize, recuts }, Infinity)
  const partCount = end.first - 1 + Math.ceil((fileSize - end.start) / end.partSize)
  return { fileSize, partSize, recuts, partCount: Math.max(1, partCount) }
}

/** All parts equal, but the last. */
export function planEvenParts(fileSize: number, partSize: number): PartPlan {
  return planParts(fileSize, { partSize, recuts: [] })
}

/** The same plan up to part `first`; the rest of the file in parts of this size. */
export function recutFrom(plan: PartPlan, first: number, partSize: number): PartPlan {
  const recuts = [...plan.recuts, { first, partSize }]
  return planParts(plan.fileSize, { partSize: plan.partSize, recuts })
}

/** The part with this number, counted from 1. One behind the last is empty. */
export function partAt(plan: PartPlan, number: number): Part {
  const { first, start, partSize } = stretchAt(plan, number)
  const begin = Math.min(start + (number - first) * partSize, plan.fileSize)
  return { number, start: begin, end: Math.min(begin + partSize, plan.fileSize) }
}

export function sizeOf(part: Part): number {
  return part.end - part.start
}

/** The parts of one size that this one belongs to. */
function stretchAt({ partSize, recuts }: Cuts, number: number): Recut & { readonly start: number } {
  let stretch = { first: 1, start: 0, partSize }
  for (const recut of recuts) {
    if (recut.first > number) break
    const before = (recut.first - stretch.first) * stretch.partSize
    stretch = { ...recut, start: stretch.start + before }
  }
  return stretch
}
