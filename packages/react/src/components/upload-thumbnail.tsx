import type { ReactElement } from 'react'
import type { FileInfo, Upload } from '@resumable-upload/core'
import { fileKindOf } from '../files/file-kind.ts'
import { Icon } from './icon.tsx'
import { useRoot } from './root-context.ts'
import { useLaterParts } from './use-later-parts.ts'

export interface UploadThumbnailProps {
  readonly upload: Upload
  readonly file: FileInfo
}

/** A small picture where the list shows pictures and the file is one, else what kind of file it is. */
export function UploadThumbnail({ upload, file }: UploadThumbnailProps): ReactElement {
  const { listType = 'text' } = useRoot()
  const { Thumbnail } = useLaterParts() ?? {}
  const kind = fileKindOf(file)
  const isPicture = kind === 'image' && listType.startsWith('picture')
  const icon = <Icon name={kind} />
  return (
    <span className="ru-item-icon" data-kind={kind}>
      {isPicture && Thumbnail ? <Thumbnail upload={upload}>{icon}</Thumbnail> : icon}
    </span>
  )
}
