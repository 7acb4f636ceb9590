import type { Environment } from '../ports/environment.ts'
import type { ObjectStorage } from '../ports/object-storage.ts'
import type { UploaderEvent, UploaderOptions } from '../ports/uploader.ts'
import { chooseSizes, type Sizes } from './choose-sizes.ts'

/** The options that decide something before anything runs. */
export interface FoundationOptions extends Pick<
  UploaderOptions,
  'storage' | 'partSize' | 'partsAtOnce' | 'simpleUploadLimit' | 'ttlDays' | 'prepare' | 'onEvent'
> {
  readonly environment: Pick<Environment, 'clock' | 'scheduler' | 'createId'>
}

/** What an uploader has from the start: enough to take a file and to show it. */
export interface Foundation extends Pick<Environment, 'clock' | 'scheduler' | 'createId'> {
  /** Aborted when the uploader is disposed. */
  readonly lifetime: AbortSignal
  readonly storage: ObjectStorage
  readonly sizes: Sizes
  readonly prepare: UploaderOptions['prepare']
  readonly emit: (id: string, event: UploaderEvent) => void
}

/** Throws `misconfigured` for options that cannot work. */
export function layFoundation(options: FoundationOptions, lifetime: AbortSignal): Foundation {
  const { storage, prepare, onEvent } = options
  const { clock, scheduler, createId } = options.environment
  return {
    clock,
    scheduler,
    createId,
    lifetime,
    storage,
    sizes: chooseSizes(options),
    prepare,
    emit: (id, event) => report(onEvent, id, event),
  }
}

/** A listener of the application that throws is its own problem, never the upload's. */
function report(onEvent: UploaderOptions['onEvent'], id: string, event: UploaderEvent): void {
  try {
    onEvent?.(id, event)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
