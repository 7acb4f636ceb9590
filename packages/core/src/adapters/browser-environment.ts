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
  if (used + idLength > random.length) {
    random = crypto.getRandomValues(new Uint8Array(4096))
    used = 0
  }
  return nextDigits() + nextDigits() + nextDigits() + nextDigits()
}

/** Of four bytes. Engines copy what is as short as this, and keep a chain of pieces of what is longer. */
function nextDigits(): string {
  let digits = ''
  for (const end = used + idLength / 4; used < end; used += 1) digits += hex[random[used] ?? 0]
  return digits
}

/** In bytes. */
const idLength = 16

/** A call for random bytes takes longer than what is done with them. */
let random = new Uint8Array()
let used = 0

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
