import type { Connectivity, Environment, Scheduler } from '../ports/environment.ts'
import { browserLifecycle } from './browser-lifecycle.ts'
import { systemClock } from './system-clock.ts'

/** The platform as a page finds it; on plain http too, and harmless in Node until it is used. */
export function createBrowserEnvironment(): Environment {
  return {
    clock: systemClock,
    connectivity: browserConnectivity,
    lifecycle: browserLifecycle,
    scheduler: createBatchingScheduler(),
    createId,
  }
}

/** 128 random bits in hex. Unlike `randomUUID`, `getRandomValues` exists on plain http pages. */
export function createId(): string {
  if (randomLeft.length < idLength) randomLeft = crypto.getRandomValues(new Uint8Array(4096))
  let id = ''
  for (const byte of randomLeft.subarray(0, idLength)) id += hex[byte]
  randomLeft = randomLeft.subarray(idLength)
  return id
}

/** In bytes. */
const idLength = 16

/** A call for random bytes takes longer than what is done with them. */
let randomLeft = new Uint8Array()

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** What `navigator.onLine` says; a platform that says nothing counts as online. */
export const browserConnectivity: Connectivity = {
  isOnline: () => !('navigator' in globalThis) || navigator.onLine !== false,
  isMetered: () => {
    const { connection } = globalThis.navigator as { connection?: NetworkInformation } // Chromium's own.
    return connection?.saveData === true || connection?.type === 'cellular'
  },
  subscribe: (listener) => {
    addEventListener('online', listener)
    addEventListener('offline', listener)
    return () => {
      removeEventListener('online', listener)
      removeEventListener('offline', listener)
    }
  },
}

interface NetworkInformation {
  readonly saveData?: boolean
  readonly type?: string
}

/**
 * The first change is felt at once, at the end of the task that made it; those that follow within
 * `interval` milliseconds come together at its end.
 */
export function createBatchingScheduler(interval = 100): Scheduler {
  let waiting: (() => void)[] = []
  let quietUntil = -Infinity

  function drain(): void {
    const due = waiting
    waiting = []
    quietUntil = performance.now() + interval
    // Each on its own, so that a listener that throws keeps no other from its news.
    for (const flush of due) queueMicrotask(flush)
  }

  return (flush) => {
    waiting.push(flush)
    if (waiting.length > 1) return
    const quiet = quietUntil - performance.now()
    if (quiet > 0) setTimeout(drain, quiet)
    else queueMicrotask(drain)
  }
}
