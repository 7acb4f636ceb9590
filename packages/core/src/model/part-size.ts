import type { PartLimits } from './part.ts'
import { UploadError } from './upload-error.ts'

const MiB = 1024 * 1024

/** Part sizes are multiples of this, so that they read well and align with file system pages. */
const granule = 64 * 1024

/** Above this many parts an even last round no longer matters. */
const manyRounds = 60

export interface PartSizeOptions {
  /** Bytes. `auto` aims at 8 MiB and evens out the last round. */
  readonly preferred: number | 'auto'
  /** Requests that run side by side; the browser's six connections to a host. */
  readonly connections: number
  readonly limits: PartLimits
}

/**
 * The size of the parts of one file, in bytes. Throws `file-too-large` with the numbers when no
 * size within the limits can hold the file.
 */
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

function assertFits(fileSize: number, limits: PartLimits): void {
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
function automaticPartSize(fileSize: number, { connections }: PartSizeOptions): number {
  const target = 8 * MiB
  const count = Math.ceil(fileSize / target)
  if (count > manyRounds || count <= 1) return target
  const even = Math.ceil(count / connections) * connections
  return Math.max(MiB, roundUp(Math.ceil(fileSize / even)))
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / granule) * granule
}
