import type { PartsView, Upload } from '@resumable-upload/core'
import { useObservable } from './use-observable.ts'

/** The parts of one upload. They are kept up to date only while somebody watches. */
export function useUploadParts(upload: Upload): PartsView {
  return useObservable(upload.parts)
}
