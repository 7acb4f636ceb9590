import { PartPace } from '../model/part-pace.ts'
import { chooseRecut, type RecutPolicy } from '../model/recut.ts'
import { exponentialBackoff } from '../model/retry-policy.ts'
import type { UploaderOptions } from '../ports/uploader.ts'
import { FileKeeper } from './file-keeper.ts'
import type { Foundation } from './foundation.ts'
import { JournalWriter } from './journal-writer.ts'
import type { Shared } from './shared.ts'
import { Slots } from './slots.ts'
import { Wakeup } from './wakeup.ts'
import { Movement } from './watchdog.ts'

/** Who names a size gets it. */
const asPlanned: RecutPolicy = () => null

/** Bytes of all requests in flight at once. */
const maxBytesInFlight = 256 * 1024 * 1024

/** What a room is opened with. */
export interface RoomOptions extends UploaderOptions {
  /** @default by the link, unless the application names a part size */
  readonly recut?: RecutPolicy
}

export interface ShareContext {
  readonly foundation: Foundation
  readonly onJournalUnavailable: () => void
}

/** What all runs share, with what the options leave open. */
export function shareOptions(
  options: RoomOptions,
  { foundation, onJournalUnavailable }: ShareContext,
): Shared {
  const { transport, checksum, tabs, journal, environment, neighbours } = options
  const files = new FileKeeper(options.fileAccess ?? null)
  return {
    ...foundation,
    ...environment,
    tabs,
    journal,
    network: { transport, checksum, clock: environment.clock, ...(neighbours && { neighbours }) },
    // A row that names us must not be seen before our lock is: another tab would take it over.
    writer: new JournalWriter(journal, {
      clock: environment.clock,
      prepare: () => tabs.join(),
      onUnavailable: onJournalUnavailable,
      onForget: (id) => files.forget(id),
    }),
    files,
    slots: new Slots({
      size: foundation.sizes.connections,
      maxBytes: maxBytesInFlight,
      // Who names a number means requests.
      pairsSmall: (options.partsAtOnce ?? 'auto') === 'auto',
    }),
    movement: new Movement(),
    pace: new PartPace(),
    credentialsWakeup: new Wakeup(),
    retryPolicy: options.retryPolicy ?? exponentialBackoff(),
    recut: options.recut ?? (foundation.sizes.preferred === 'auto' ? chooseRecut : asPlanned),
    confirm: options.confirm,
  }
}
