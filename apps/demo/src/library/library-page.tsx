import type { JSX } from 'react'
import type { PageProps } from '../pages.ts'
import { LibraryPanel } from './library-panel.tsx'
import { UnfinishedPanel } from './unfinished-panel.tsx'
import './library.css'

/** What the storage holds of this user: finished objects, and parts of those that are not. */
export function LibraryPage({ config }: PageProps): JSX.Element {
  return (
    <>
      <LibraryPanel config={config} />
      <UnfinishedPanel user={config.user} />
    </>
  )
}
