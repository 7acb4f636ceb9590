import type { Clock } from '../ports/environment.ts'
import { systemClock } from './system-clock.ts'
import type { WorkerLink } from './worker-link.ts'

/**
 * The clock of the platform, which sleeps in the worker while the page is hidden: the timers of a
 * hidden page come up to a minute late, those of its worker do not.
 */
export function createWorkerClock(findWorker: () => WorkerLink | undefined): Clock {
  return {
    ...systemClock,
    async sleep(milliseconds, signal) {
      const worker = globalThis.document?.hidden ? findWorker() : undefined
      if (!worker) return systemClock.sleep(milliseconds, signal)
      try {
        await worker.do('sleep', milliseconds, { signal })
      } catch {
        // Aborted, or the worker broke.
        signal.throwIfAborted()
        await systemClock.sleep(milliseconds, signal)
      }
    },
  }
}
