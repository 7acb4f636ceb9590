import { useContext, useMemo } from 'react'
import type { Observable, Upload, UploadSnapshot } from '@resumable-upload/core'
import { observeUpload } from '../observe/observe-upload.ts'
import { UploaderContext } from './uploader-provider.tsx'
import { useObservable } from './use-observable.ts'

/** One upload as it is now. By id it is `undefined` until, and after, the upload is on the list. */
export function useUpload(upload: Upload): UploadSnapshot
export function useUpload(uploadOrId: Upload | string): UploadSnapshot | undefined
export function useUpload(uploadOrId: Upload | string): UploadSnapshot | undefined {
  const uploader = useContext(UploaderContext)
  const observable = useMemo(
    (): Observable<UploadSnapshot | undefined> =>
      typeof uploadOrId === 'string' ? observeUpload(uploader, uploadOrId) : uploadOrId,
    [uploader, uploadOrId],
  )
  return useObservable(observable)
}
