import { PartPace } from '../model/part-pace.ts'
import { exponentialBackoff } from '../model/retry-policy.ts'
import { UploadError } from '../model/upload-error.ts'
import type { UploaderEvent, UploaderOptions } from '../ports/uploader.ts'
import { FileKeeper } from './file-keeper.ts'
import { JournalWriter } from './journal-writer.ts'
import type { Shared, Sizes } from './shared.ts'
import { Slots } from './slots.ts'
import { Wakeup } from './wakeup.ts'
import { Movement } from './watchdog.ts'

const MiB = 1024 * 1024

/** A browser opens this many HTTP/1.1 connections to a host; more requests only wait. */
const browserConnections = 6

/** Bytes of all requests in flight at once. */
const maxBytesInFlight = 256 * MiB

/** The largest file that goes in one request unless the application says otherwise. */
const largestWhole = 8 * MiB

export interface ShareContext {
  readonly lifetime: AbortSignal
  readonly onJournalUnavailable: () => void
}

/** Fills in what the options leave open. */
export function shareOptions(options: UploaderOptions, context: ShareContext): Shared {
  const { storage, transport, checksum, tabs, journal, environment, onEvent } = options
  const { neighbours } = options
  const sizes = chooseSizes(options)
  const files = new FileKeeper(options.fileAccess ?? null)
  return {
    ...environment,
    storage,
    tabs,
    journal,
    lifetime: context.lifetime,
    network: { transport, checksum, clock: environment.clock, ...(neighbours && { neighbours }) },
    // A row that names us must not be seen before our lock is: another tab would take it over.
    writer: new JournalWriter(journal, {
      prepare: () => tabs.join(),
      onUnavailable: context.onJournalUnavailable,
      onForget: (id) => files.forget(id),
    }),
    files,
    slots: new Slots({ size: sizes.connections, maxBytes: maxBytesInFlight }),
    movement: new Movement(),
    pace: new PartPace(),
    credentialsWakeup: new Wakeup(),
    retryPolicy: options.retryPolicy ?? exponentialBackoff(),
    sizes,
    prepare: options.prepare,
    confirm: options.confirm,
    emit: (id, event) => report(onEvent, id, event),
  }
}

function chooseSizes(options: UploaderOptions): Sizes {
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
