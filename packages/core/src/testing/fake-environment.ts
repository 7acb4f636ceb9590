import type { Environment } from '../ports/environment.ts'
import type { LifecycleChange } from '../ports/lifecycle.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface FakeEnvironment extends Environment {
  /** The browser believes so; requests go on unless the storage's faults say otherwise. */
  readonly goOffline: () => void
  readonly goOnline: () => void
  /** From now on bytes cost money. */
  readonly goMetered: () => void
  /** The browser does this with the page. */
  readonly live: (change: LifecycleChange) => void
  readonly lifecycleListeners: number
  /** Listeners to the connection: what was disposed leaves none behind. */
  readonly connectivityListeners: number
}

/** A platform on virtual time: ids count up, and subscribers hear of a change in a microtask. */
export function createFakeEnvironment(time: VirtualTime): FakeEnvironment {
  const listeners = new Set<() => void>()
  const lifecycleListeners = new Set<(change: LifecycleChange) => void>()
  let online = true
  let metered = false
  let ids = 0

  return {
    clock: time.clock,
    connectivity: {
      isOnline: () => online,
      isMetered: () => metered,
      subscribe(listener) {
        const own = (): void => listener()
        listeners.add(own)
        return () => void listeners.delete(own)
      },
    },
    lifecycle: {
      subscribe(listener) {
        const own = (change: LifecycleChange): void => listener(change)
        lifecycleListeners.add(own)
        return () => void lifecycleListeners.delete(own)
      },
    },
    live(change) {
      for (const listener of lifecycleListeners) listener(change)
    },
    get lifecycleListeners() {
      return lifecycleListeners.size
    },
    scheduler: (flush) => queueMicrotask(flush),
    createId() {
      ids += 1
      return `id-${ids}`
    },
    goOffline: () => turn(false),
    goOnline: () => turn(true),
    goMetered: () => void (metered = true),
    get connectivityListeners() {
      return listeners.size
    },
  }

  function turn(to: boolean): void {
    if (online === to) return
    online = to
    for (const listener of listeners) listener()
  }
}
