import { lazy, Suspense, useState, type ReactElement } from 'react'
import type { Upload } from '@resumable-upload/core'
import { useUploads } from '../hooks/use-uploads.ts'
import { lookOf, useRoot } from './root-context.ts'
import { UploadListItem, type RowPlace } from './upload-list-item.tsx'

/** Rows that a page carries without effort. */
const defaultThreshold = 100

/** Rows that are shown until those in sight are known: about what is in sight. */
const firstRows = 20

/** All rows, or of very many those in sight. */
export function UploadList(): ReactElement | null {
  const root = useRoot()
  const { group, virtualize, locale, listType = 'text' } = root
  const uploads = useUploads({ group })
  const isWindowed = useWindowed(uploads.length, virtualize)
  if (uploads.length === 0) return null
  const list = {
    ...lookOf(root, 'list', 'ru-list'),
    // Safari forgets that a list without bullets is one.
    role: 'list',
    'aria-label': locale.list,
    'data-list-type': listType,
  }
  const first = isWindowed ? uploads.slice(0, firstRows) : uploads
  const plain = <ul {...list}>{first.map((upload) => renderRow(upload))}</ul>
  if (!isWindowed) return plain
  return (
    <Suspense fallback={plain}>
      <WindowedList uploads={uploads} listType={listType} list={list} renderRow={renderRow} />
    </Suspense>
  )
}

/** Loaded by pages with long lists alone. */
const WindowedList = lazy(async () => {
  const { WindowedList: Windowed } = await import('./windowed-list.tsx')
  return { default: Windowed }
})

function renderRow(upload: Upload, place?: RowPlace): ReactElement {
  return <UploadListItem key={upload.id} upload={upload} place={place} />
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
