import type { ReactElement } from 'react'
import { useUploads } from '../hooks/use-uploads.ts'
import { useRoot } from './root-context.ts'
import { UploadListItem } from './upload-list-item.tsx'

export function UploadList(): ReactElement | null {
  const { group, locale } = useRoot()
  const uploads = useUploads({ group })
  if (uploads.length === 0) return null
  return (
    // Safari forgets that a list without bullets is one.
    <ul className="ru-list" role="list" aria-label={locale.list}>
      {uploads.map((upload) => (
        <UploadListItem key={upload.id} upload={upload} />
      ))}
    </ul>
  )
}
