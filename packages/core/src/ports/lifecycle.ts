/**
 * - `left`: the page goes into the browser's back/forward cache, and stands still there.
 * - `returned`: it is shown again.
 * - `frozen`: the browser stops the page where it is, to save energy.
 * - `thawed`: it goes on.
 */
export type LifecycleChange = 'left' | 'returned' | 'frozen' | 'thawed'

/** What the browser does with the page as a whole. */
export interface Lifecycle {
  /** Calls back on every change, while there is still time to act. Returns how to stop. */
  subscribe(listener: (change: LifecycleChange) => void): () => void
}
