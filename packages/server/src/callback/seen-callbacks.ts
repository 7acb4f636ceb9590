/** Remembers callbacks for as long as they are fresh. Several processes share a store. */
export interface SeenCallbacks {
  /** Resolves with `false` for one that was added before. */
  add(id: string, seconds: number): Promise<boolean>
}

/** In the memory of this process. */
export function createSeenCallbacks({
  now = Date.now,
}: { readonly now?: () => number } = {}): SeenCallbacks {
  const seen = new Map<string, number>()
  return {
    async add(id, seconds) {
      const time = now()
      for (const [known, until] of seen) {
        // In the order in which they came, so that the first fresh one ends the search.
        if (until > time) break
        seen.delete(known)
      }
      if (seen.has(id)) return false
      seen.set(id, time + seconds * 1000)
      return true
    },
  }
}
