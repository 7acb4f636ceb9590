import type { Clock } from '@resumable-upload/core'

/** Always the same time. Sleeps end only with their signal. */
export function standingClock(now: number): Clock {
  return {
    now: () => now,
    elapsed: () => 0,
    sleep: (_milliseconds, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      }),
  }
}
