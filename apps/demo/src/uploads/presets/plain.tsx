import { ResumableUpload } from '@resumable-upload/react'
import type { JSX } from 'react'

/** Pictures alone, shown as cards. */
export function Plain(): JSX.Element {
  return (
    <ResumableUpload
      group="pictures"
      accept="image/*"
      maxSize={20_000_000}
      maxCount={12}
      listType="picture-card"
    />
  )
}
