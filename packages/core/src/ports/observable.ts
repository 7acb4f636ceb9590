/** A value to watch: the contract of React's `useSyncExternalStore`. */
export interface Observable<Value> {
  /** Calls back after every change, in batches. Returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void
  /** The same object until something changed. */
  readonly getSnapshot: () => Value
}
