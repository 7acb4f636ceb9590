import { useMemo } from 'react'
import type { PartsView, Upload } from '@resumable-upload/core'
import { paced } from '../observe/paced.ts'
import { useObservable } from './use-observable.ts'

/**
 * The parts of one upload, four times a second at most. They are kept up to date only while somebody
 * watches.
 */
export function useUploadParts(upload: Upload): PartsView {
  return useObservable(useMemo(() => paced(upload.parts), [upload]))
}
