import { useSyncExternalStore } from 'react'

/** The page that the address names behind `#/`, so that any server can serve the dashboard. */
export function useRoute(): string {
  return useSyncExternalStore(watchAddress, readRoute)
}

function readRoute(): string {
  return location.hash.replace(/^#\/?/, '')
}

function watchAddress(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
