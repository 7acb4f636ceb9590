import type { PartStatesCopy } from '../model/parts-view.ts'
import type { StoredObject } from '../model/stored-object.ts'
import type { UploadSnapshot } from '../model/upload-phase.ts'

export type TabCommand = 'pause' | 'resume' | 'cancel'

/**
 * What tabs of one scope tell each other. Uploads are named by the id of their journal entry, tabs
 * by `Tabs.id`. Plain data and files, no secrets.
 */
export type TabMessage =
  /** Somebody begins to listen: who drives uploads shows them. */
  | { readonly type: 'hello' }
  /** How uploads stand that `from` drives. */
  | { readonly type: 'shown'; readonly from: string; readonly uploads: readonly UploadSnapshot[] }
  /** Credentials came here, or changed: who waits for them may ask again. */
  | { readonly type: 'signedIn' }
  /** This upload ended here. `object` is `null` when it was canceled. */
  | { readonly type: 'settled'; readonly id: string; readonly object: StoredObject | null }
  /** This entry is gone; its upload goes on under the one that an earlier visit left. */
  | { readonly type: 'replaced'; readonly id: string }
  /** A mirror asks the owner: for the file to be able to go on alone, for the rest to show it. */
  | { readonly type: 'wanted'; readonly id: string; readonly what: 'snapshot' | 'file' | 'parts' }
  | { readonly type: 'file'; readonly id: string; readonly file: File | Blob }
  | { readonly type: 'parts'; readonly id: string; readonly parts: PartStatesCopy }
  /** A person asks the owner `to` by another tab. Answered with `heard`, whatever comes of it. */
  | {
      readonly type: 'command'
      readonly to: string
      readonly id: string
      readonly ask: string
      readonly command: TabCommand
      readonly file: File | Blob | null
    }
  /** `isTaken`: the file that came with it is what is sent from now on, if it is the right one. */
  | { readonly type: 'heard'; readonly ask: string; readonly isTaken: boolean }

/**
 * The uploaders of one scope that live side by side. A journal row names its owner; an owner that
 * is gone is found out by its lock, which dies with its tab.
 */
export interface Tabs {
  /** Names this uploader in journal rows. */
  readonly id: string
  /** Takes this uploader's own lock, until it leaves. */
  join(): Promise<void>
  isAlive(owner: string): Promise<boolean>
  /** Resolves once the owner has left or died. Rejects with the signal's reason when aborted. */
  untilGone(owner: string, signal: AbortSignal): Promise<void>
  post(message: TabMessage): void
  /** Hears the other tabs, never itself. Returns how to stop. */
  subscribe(listener: (message: TabMessage) => void): () => void
  /** Frees the lock; hears and tells nothing more, until it joins again. */
  leave(): void
}
