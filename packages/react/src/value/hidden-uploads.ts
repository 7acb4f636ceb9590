import type { Observable, Uploader } from '@resumable-upload/core'

/** The uploads that a form has let go of. The snapshot is their ids. */
export interface HiddenUploads extends Observable<ReadonlySet<string>> {
  hide(ids: Iterable<string>): void
  show(ids: Iterable<string>): void
}

const known = new WeakMap<Uploader, Map<string | undefined, HiddenUploads>>()

/**
 * What one group of this uploader hides. It lasts as long as the uploader: a form that is taken from
 * the page and comes back does not show again what it was told to forget.
 */
export function hiddenUploadsOf(uploader: Uploader, group: string | undefined): HiddenUploads {
  const groups = known.get(uploader) ?? new Map<string | undefined, HiddenUploads>()
  known.set(uploader, groups)
  const hidden = groups.get(group) ?? createHiddenUploads()
  groups.set(group, hidden)
  return hidden
}

function createHiddenUploads(): HiddenUploads {
  const listeners = new Set<() => void>()
  let ids: ReadonlySet<string> = new Set()

  function replace(next: ReadonlySet<string>): void {
    if (next.size === ids.size) return
    ids = next
    for (const listener of listeners) listener()
  }

  return {
    getSnapshot: () => ids,
    subscribe(listener) {
      const own = (): void => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    hide: (more) => replace(new Set([...ids, ...more])),
    show(shown) {
      const again = new Set(shown)
      replace(new Set(Array.from(ids).filter((id) => !again.has(id))))
    },
  }
}
