import { useSyncExternalStore } from 'react'

type LaterParts = typeof import('./later-parts.ts')

let loaded: LaterParts | null = null
let loading: Promise<void> | null = null
const listeners = new Set<() => void>()

/**
 * The parts that load behind the first paint, at once and not when they are needed: then the network
 * may be what has failed. `null` until they are there; if they cannot be had, whoever comes next
 * tries again.
 */
export function useLaterParts(): LaterParts | null {
  return useSyncExternalStore(subscribe, () => loaded, nothingYet)
}

function subscribe(listener: () => void): () => void {
  const own = (): void => listener()
  listeners.add(own)
  if (!loaded) void load()
  return () => void listeners.delete(own)
}

function load(): Promise<void> {
  loading ??= import('./later-parts.ts').then(
    (parts) => {
      loaded = parts
      for (const listener of listeners) listener()
    },
    () => {
      loading = null
    },
  )
  return loading
}

/** A server renders what the page shows first. */
function nothingYet(): null {
  return null
}
