import { useSyncExternalStore } from 'react'
import type { Observable } from '@resumable-upload/core'

/**
 * The current value, and a new render after every change.
 *
 * @param serverSnapshot what the server rendered, where that is not the value of the moment: a page
 * may know of uploads before it is hydrated.
 */
export function useObservable<Value>(observable: Observable<Value>, serverSnapshot?: Value): Value {
  const { subscribe, getSnapshot } = observable
  return useSyncExternalStore(subscribe, getSnapshot, () => serverSnapshot ?? getSnapshot())
}
