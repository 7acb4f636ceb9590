import type { PartStates } from '../model/parts-view.ts'
import type { StoredObject } from '../model/stored-object.ts'
import type { UploadEvent } from '../model/transition.ts'
import type { FileInfo } from '../model/upload-phase.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { Source } from './source.ts'
import type { RequestContext } from './storage-request.ts'
import type { UploadMemory } from './upload-memory.ts'

/** What one run of one upload works with. Once its signal is aborted nobody hears it any more. */
export interface Run extends RequestContext {
  readonly memory: UploadMemory
  readonly dispatch: (event: UploadEvent) => void
  /** These are the parts now; called again after every change. */
  readonly showParts: (parts: PartStates) => void
  /** This is the file of an upload that another browser began. */
  readonly showFile: (file: FileInfo) => void
  readonly news: SettledNews
  /** Another tab drives this upload: the run ends, and its owner is followed. */
  readonly yieldToOwner: () => void
  /** The entry that an earlier visit left for the same file, once. */
  readonly findEarlier: () => Promise<JournalEntry | undefined>
}

/** A run that has the file at hand. */
export interface SendingRun extends Run {
  readonly source: Source
}

/** How an upload ended in another tab. */
export interface Settlement {
  /** `null` when it was canceled. */
  readonly object: StoredObject | null
}

/** What was said of how uploads ended. */
export interface SettledNews {
  /** It ended here: this tab knows from now on, and the others are told. */
  tell(id: string, settlement: Settlement): { readonly isHeard: boolean }
  settle(id: string, settlement: Settlement): void
  /** `undefined` while there is no word. */
  of(id: string): Settlement | undefined
  /** It is shown as ended here: nobody asks again, and thousands may follow. */
  over(id: string): void
  /** Resolves at the first word of this upload's end. */
  next(id: string, signal: AbortSignal): Promise<void>
}
