import type { Observable } from '@resumable-upload/core'

/** Milliseconds between two news of the same thing: what changes faster cannot be read. */
export const paceInterval = 250

/**
 * The same values, told at most four times a second. The first change after a rest is told at once,
 * and so is what `isUrgent` finds.
 */
export function paced<Value>(
  source: Observable<Value>,
  isUrgent?: (shown: Value, next: Value) => boolean,
): Observable<Value> {
  const listeners = new Set<() => void>()
  let shown = source.getSnapshot()
  let stop: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let quietUntil = -Infinity

  function rest(): void {
    clearTimeout(timer)
    timer = undefined
  }

  function tell(): void {
    rest()
    const next = source.getSnapshot()
    if (Object.is(next, shown)) return
    shown = next
    quietUntil = performance.now() + paceInterval
    for (const listener of listeners) listener()
  }

  function changed(): void {
    const quiet = quietUntil - performance.now()
    if (quiet <= 0 || isUrgent?.(shown, source.getSnapshot())) tell()
    else timer ??= setTimeout(tell, quiet)
  }

  return {
    getSnapshot() {
      // Between two news it stands still, so that all who ask see the same.
      if (!stop) shown = source.getSnapshot()
      return shown
    },
    subscribe(listener) {
      const own = (): void => listener()
      listeners.add(own)
      if (!stop) {
        shown = source.getSnapshot()
        stop = source.subscribe(changed)
      }
      return () => {
        listeners.delete(own)
        if (listeners.size > 0) return
        stop?.()
        stop = null
        rest()
      }
    },
  }
}
