import { lazy, Suspense, useState, type ReactElement } from 'react'
import type { Upload } from '@resumable-upload/core'
import { useUploads } from '../hooks/use-uploads.ts'
import { lookOf, useRoot } from './root-context.ts'
import { UploadListItem } from './upload-list-item.tsx'

/** Rows that a page carries without effort. */
const defaultThreshold = 100

/** All rows, or of very many those in sight. */
export function UploadList(): ReactElement | null {
  const root = useRoot()
  const { group, virtualize } = root
  const uploads = useUploads({ group })
  const isWindowed = useWindowed(uploads.length, virtualize)
  if (uploads.length === 0) return null
  if (!isWindowed) return <PlainList uploads={uploads} />
  return (
    <Suspense fallback={<PlainList uploads={uploads.slice(0, defaultThreshold)} />}>
      <WindowedList uploads={uploads} />
    </Suspense>
  )
}

/** Loaded by pages with long lists alone. */
const WindowedList = lazy(async () => {
  const { WindowedList: Windowed } = await import('./windowed-list.tsx')
  return { default: Windowed }
})

function PlainList({ uploads }: { readonly uploads: readonly Upload[] }): ReactElement {
  const root = useRoot()
  return (
    // Safari forgets that a list without bullets is one.
    <ul
      {...lookOf(root, 'list', 'ru-list')}
      role="list"
      aria-label={root.locale.list}
      data-list-type={root.listType ?? 'text'}
    >
      {uploads.map((upload) => (
        <UploadListItem key={upload.id} upload={upload} />
      ))}
    </ul>
  )
}

/** Once long, a list stays as it is until it is empty: rows that were built anew would lose the focus. */
function useWindowed(length: number, virtualize: boolean | number | undefined): boolean {
  const [isLong, setLong] = useState(false)
  const given = typeof virtualize === 'number' ? virtualize : defaultThreshold
  const threshold = virtualize === true ? 0 : given
  const isLongNow = length > threshold || (isLong && length > 0)
  if (isLongNow !== isLong) setLong(isLongNow)
  return virtualize !== false && isLongNow
}
