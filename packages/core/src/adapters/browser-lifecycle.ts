import type { Lifecycle } from '../ports/lifecycle.ts'

/** The page as its document tells. `freeze` and `resume` are heard where there are such events. */
export const browserLifecycle: Lifecycle = {
  subscribe(listener) {
    // Where a server renders the page, nothing ever happens to it.
    if (!('document' in globalThis)) return () => {}
    const stops = [
      hear(window, 'pagehide', (event) => isKept(event) && listener('left')),
      hear(window, 'pageshow', (event) => isKept(event) && listener('returned')),
      hear(document, 'freeze', () => listener('frozen')),
      hear(document, 'resume', () => listener('thawed')),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  },
}

function hear(target: EventTarget, type: string, listener: (event: Event) => void): () => void {
  target.addEventListener(type, listener)
  return () => target.removeEventListener(type, listener)
}

/** Without `persisted` the page ends, or has just begun. */
function isKept(event: Event): boolean {
  return event instanceof PageTransitionEvent && event.persisted
}
