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

/** How a file is cut: equal parts, the last one shorter. Chosen once per upload, then fixed. */
export interface PartPlan {
  readonly fileSize: number
  readonly partSize: number
  readonly partCount: number
}

export function planParts(fileSize: number, partSize: number): PartPlan {
  return { fileSize, partSize, partCount: Math.max(1, Math.ceil(fileSize / partSize)) }
}

/** The part with this number, counted from 1. */
export function partAt({ fileSize, partSize }: PartPlan, number: number): Part {
  const start = (number - 1) * partSize
  return { number, start, end: Math.min(start + partSize, fileSize) }
}

export function sizeOf(part: Part): number {
  return part.end - part.start
}
