import { Profiler, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

/** Renders a list onto the page and counts what React commits. */
export function show(list: ReactNode): { readonly commits: () => number } {
  let commits = 0
  createRoot(place()).render(
    <Profiler id="list" onRender={() => (commits += 1)}>
      {list}
    </Profiler>,
  )
  return { commits: () => commits }
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
