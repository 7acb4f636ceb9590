import type { PartLimits } from './part.ts'
import { UploadError } from './upload-error.ts'

const MiB = 1024 * 1024

/** Part sizes are multiples of this, so that they read well and align with file system pages. */
const granule = 16 * 1024

/** Above this many parts an even last round no longer matters. */
const manyRounds = 60

/** Bytes of a part, at least: where nothing is known of the link, and where it is. */
const smallestPart = { unknown: 8 * MiB, known: MiB } as const

/** Bytes of a part, at most. */
const largestPart = 16 * MiB

/** Seconds that a part takes: long beside its two round trips, short beside what a pause may lose. */
const secondsAPart = 5

/** No more than a third of a file is under way at once. */
const fewestRounds = 3

export interface PartSizeOptions {
  /** Bytes. `auto` goes by file and link, and evens out the last round. */
  readonly preferred: number | 'auto'
  /** Requests that run side by side; the browser's six connections to a host. */
  readonly connections: number
  readonly limits: PartLimits
  /** Of one connection, as last measured; `null` where nothing was sent yet. */
  readonly bytesPerSecond: number | null
}

/** The size of the parts of one file, in bytes. Throws `file-too-large`. */
export function choosePartSize(fileSize: number, options: PartSizeOptions): number {
  const { preferred, limits } = options
  assertFits(fileSize, limits)
  const wanted = preferred === 'auto' ? automaticPartSize(fileSize, options) : Math.ceil(preferred)
  const partSize = Math.max(wanted, limits.minPartSize)
  const smallestThatFits = Math.ceil(fileSize / limits.maxParts)
  const fitting = partSize < smallestThatFits ? roundUp(smallestThatFits) : partSize
  return Math.min(fitting, limits.maxPartSize)
}

/** The largest file that the limits allow, in bytes. */
export function largestFile({ maxPartSize, maxParts }: PartLimits): number {
  return maxPartSize * maxParts
}

/** Throws `file-too-large` with the numbers when no size within the limits can hold the file. */
export function assertFits(fileSize: number, limits: PartLimits): void {
  const largest = largestFile(limits)
  if (fileSize <= largest) return
  throw new UploadError(
    'file-too-large',
    `The file has ${fileSize} bytes; an object can have ${largest} at most ` +
      `(${limits.maxParts} parts of ${limits.maxPartSize} bytes). Split it, or choose a smaller one.`,
  )
}

/**
 * Equal parts whose number is a multiple of the connections, while they are few: a last round with
 * one part costs most.
 */
function automaticPartSize(fileSize: number, options: Omit<PartSizeOptions, 'preferred'>): number {
  const { connections } = options
  const target = targetSize(fileSize, options)
  const count = Math.ceil(fileSize / target)
  if (count > manyRounds || count <= 1) return target
  const even = Math.ceil(count / connections) * connections
  return roundUp(Math.ceil(fileSize / even))
}

/**
 * Parts on a fast link are large, for each costs two round trips; on a slow one they end soon. In
 * bytes.
 */
export function targetSize(
  fileSize: number,
  { connections, bytesPerSecond }: Pick<PartSizeOptions, 'connections' | 'bytesPerSecond'>,
): number {
  const inRounds = roundUp(Math.ceil(fileSize / (connections * fewestRounds)))
  const unknown = Math.min(Math.max(inRounds, smallestPart.unknown), largestPart)
  if (bytesPerSecond === null) return unknown
  const wanted = roundUp(Math.ceil(bytesPerSecond * secondsAPart))
  return Math.min(Math.max(wanted, smallestPart.known), unknown)
}

/** To a size that a part may have. */
export function roundUp(bytes: number): number {
  return Math.ceil(bytes / granule) * granule
}
