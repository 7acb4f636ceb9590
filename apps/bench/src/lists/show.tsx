import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { countCommits } from '../react-commits.ts'

/** Renders a list onto the page and counts what React commits. */
export function show(list: ReactNode): { readonly commits: () => number } {
  createRoot(place()).render(list)
  return { commits: countCommits }
}

/** Where lists are shown. */
export function place(): Element {
  const found = document.querySelector('#list')
  if (!found) throw new Error('The page has no place for a list.')
  return found
}

export function countRows(selector: string): number {
  return place().querySelectorAll(selector).length
}

/** Until the browser has painted what was rendered so far. */
export async function painted(): Promise<void> {
  for (const _ of [1, 2]) await new Promise((resolve) => requestAnimationFrame(resolve))
}
