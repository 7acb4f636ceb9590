import type { PartPace } from '../model/part-pace.ts'
import type { RecutPolicy } from '../model/recut.ts'
import type { RetryPolicy } from '../model/retry-policy.ts'
import type { Environment } from '../ports/environment.ts'
import type { Network } from '../ports/object-storage.ts'
import type { Tabs } from '../ports/tabs.ts'
import type { UploadJournal } from '../ports/upload-journal.ts'
import type { UploaderOptions } from '../ports/uploader.ts'
import type { FileKeeper } from './file-keeper.ts'
import type { Foundation } from './foundation.ts'
import type { JournalWriter } from './journal-writer.ts'
import type { Slots } from './slots.ts'
import type { Wakeup } from './wakeup.ts'
import type { Movement } from './watchdog.ts'

/** What all runs of one uploader share. */
export interface Shared extends Foundation, Environment {
  readonly network: Network
  readonly tabs: Tabs
  /** For reading; every write goes through `writer`, in order. */
  readonly journal: UploadJournal
  readonly writer: JournalWriter
  readonly files: FileKeeper
  readonly slots: Slots
  readonly movement: Movement
  readonly pace: PartPace
  readonly credentialsWakeup: Wakeup
  readonly retryPolicy: RetryPolicy
  readonly recut: RecutPolicy
  readonly confirm: UploaderOptions['confirm']
}
