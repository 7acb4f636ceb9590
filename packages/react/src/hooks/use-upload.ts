import { useContext, useMemo } from 'react'
import type { Observable, Upload, UploadFailure, UploadSnapshot } from '@resumable-upload/core'
import { observeUpload } from '../observe/observe-upload.ts'
import { paced } from '../observe/paced.ts'
import { UploaderContext } from './uploader-provider.tsx'
import { useObservable } from './use-observable.ts'

/**
 * One upload as it is now: a new state at once, numbers four times a second. By id it is `undefined`
 * until, and after, the upload is on the list.
 */
export function useUpload(upload: Upload): UploadSnapshot
export function useUpload(uploadOrId: Upload | string): UploadSnapshot | undefined
export function useUpload(uploadOrId: Upload | string): UploadSnapshot | undefined {
  const uploader = useContext(UploaderContext)
  const observable = useMemo((): Observable<UploadSnapshot | undefined> => {
    const source: Observable<UploadSnapshot | undefined> =
      typeof uploadOrId === 'string' ? observeUpload(uploader, uploadOrId) : uploadOrId
    return paced(source, isNewState)
  }, [uploader, uploadOrId])
  return useObservable(observable)
}

function isNewState(shown: UploadSnapshot | undefined, next: UploadSnapshot | undefined): boolean {
  return (
    shown?.status !== next?.status ||
    shown?.waitingFor !== next?.waitingFor ||
    shown?.fileAt !== next?.fileAt ||
    errorOf(shown) !== errorOf(next)
  )
}

function errorOf(snapshot: UploadSnapshot | undefined): UploadFailure | undefined {
  return snapshot?.status === 'failed' ? snapshot.error : undefined
}
