import type { ReactElement } from 'react'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'
import { RestoreBanner } from './restore-banner.tsx'
import { UploadAnnouncer } from './upload-announcer.tsx'
import { UploadDropzone } from './upload-dropzone.tsx'
import { UploadList } from './upload-list.tsx'
import { UploadRejections } from './upload-rejections.tsx'
import { UploadRoot } from './upload-root.tsx'
import { UploadSummary } from './upload-summary.tsx'

/**
 * Drop or choose files, watch them go, and continue what was interrupted. Needs an
 * `UploaderProvider` above it; unmounting stops nothing.
 */
export function ResumableUpload(props: ResumableUploadProps): ReactElement {
  return (
    <UploadRoot {...props}>
      <UploadDropzone />
      <UploadRejections />
      <RestoreBanner />
      <UploadSummary />
      <UploadList />
      <UploadAnnouncer />
    </UploadRoot>
  )
}
