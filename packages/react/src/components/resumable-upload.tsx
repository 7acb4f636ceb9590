import { forwardRef, type ForwardRefExoticComponent, type RefAttributes } from 'react'
import type { ResumableUploadHandle } from './props/resumable-upload-handle.ts'
import type { ResumableUploadProps } from './props/resumable-upload-props.ts'
import { UploadDropzone } from './upload-dropzone.tsx'
import { UploadList } from './upload-list.tsx'
import { UploadRejections } from './upload-rejections.tsx'
import { UploadRoot } from './upload-root.tsx'
import { UploadTrigger } from './upload-trigger.tsx'
import { useLaterParts } from './use-later-parts.ts'

/**
 * Drop or choose files, watch them go, and continue what was interrupted. Needs an
 * `UploaderProvider` above it; unmounting stops nothing.
 */
export const ResumableUpload: ForwardRefExoticComponent<
  ResumableUploadProps & RefAttributes<ResumableUploadHandle>
> = forwardRef(function ResumableUpload(props, ref) {
  const { drag = true, showUploadList = true, components = {} } = props
  const { Dropzone = UploadDropzone, List = UploadList } = components
  const later = useLaterParts()
  const { RestoreBanner = later?.RestoreBanner, Summary = later?.UploadSummary } = components
  return (
    <UploadRoot {...props} ref={ref}>
      {drag ? <Dropzone /> : <UploadTrigger />}
      <UploadRejections />
      {RestoreBanner && <RestoreBanner />}
      {showUploadList && (
        <>
          {Summary && <Summary />}
          {later && <later.StoredList />}
          <List />
        </>
      )}
      {later && <later.UploadAnnouncer />}
    </UploadRoot>
  )
})
