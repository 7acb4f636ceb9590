import { useContext } from 'react'
import { UploadError, type Uploader } from '@resumable-upload/core'
import { UploaderContext } from './uploader-provider.tsx'

/** The uploader of the nearest `UploaderProvider`. Throws `misconfigured` outside one. */
export function useUploader(): Uploader {
  const uploader = useContext(UploaderContext)
  if (uploader) return uploader
  throw new UploadError(
    'misconfigured',
    'There is no uploader here. Render <UploaderProvider uploader={uploader}> around this component.',
  )
}
