import type { StoredObject } from '../model/stored-object.ts'

/** News that other tabs of the same scope act on. Plain data, no secrets. */
export type TabMessage =
  /** This upload ended here. `object` is `null` when it was canceled. */
  | { readonly type: 'settled'; readonly id: string; readonly object: StoredObject | null }
  /** A person asked another tab to cancel what its owner is sending. */
  | { readonly type: 'cancel'; readonly id: string }

/**
 * The uploaders of one scope that live side by side. A journal row names its owner; an owner that
 * is gone is found out by its lock, which dies with its tab.
 */
export interface Tabs {
  /** Names this uploader in journal rows. */
  readonly id: string
  /** Takes this uploader's own lock, for life. */
  join(): Promise<void>
  isAlive(owner: string): Promise<boolean>
  /** Resolves once the owner has left or died. Rejects with the signal's reason when aborted. */
  untilGone(owner: string, signal: AbortSignal): Promise<void>
  post(message: TabMessage): void
  /** Hears the other tabs, never itself. Returns how to stop. */
  subscribe(listener: (message: TabMessage) => void): () => void
  leave(): void
}
