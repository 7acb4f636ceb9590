import type { PartLimits } from '../model/part.ts'
import { UploadError } from '../model/upload-error.ts'
import type { UploaderOptions } from '../ports/uploader.ts'

const MiB = 1024 * 1024

/** A browser opens this many HTTP/1.1 connections to a host; more requests only wait. */
const browserConnections = 6

/** The largest file that goes in one request unless the application says otherwise. */
const largestWhole = 8 * MiB

/** Everything that decides how a file is cut. Sizes are bytes. */
export interface Sizes {
  readonly preferred: number | 'auto'
  readonly connections: number
  readonly simpleUploadLimit: number
  readonly limits: PartLimits
}

type SizeOptions = Pick<
  UploaderOptions,
  'storage' | 'partSize' | 'partsAtOnce' | 'simpleUploadLimit' | 'ttlDays'
>

/** Throws `misconfigured` for a number that cannot work. */
export function chooseSizes(options: SizeOptions): Sizes {
  const { partSize = 'auto', partsAtOnce = 'auto', storage } = options
  assertAtLeast('partSize', partSize, 1)
  assertAtLeast('partsAtOnce', partsAtOnce, 1)
  assertAtLeast('simpleUploadLimit', options.simpleUploadLimit ?? 'auto', 0)
  assertAtLeast('ttlDays', options.ttlDays ?? 'auto', 0)
  const wholeByDefault = partSize === 'auto' ? largestWhole : Math.min(partSize, largestWhole)
  const wanted = options.simpleUploadLimit ?? wholeByDefault
  return {
    preferred: partSize,
    connections: partsAtOnce === 'auto' ? browserConnections : partsAtOnce,
    simpleUploadLimit: Math.min(wanted, storage.limits.maxWholeSize),
    limits: storage.limits,
  }
}

/** `NaN` fits no comparison, and a part of no bytes no plan. */
function assertAtLeast(name: string, value: number | 'auto', least: number): void {
  if (value === 'auto' || value >= least) return
  throw new UploadError('misconfigured', `"${name}" is ${value}; it has to be ${least} or more.`)
}
