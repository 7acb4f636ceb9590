import { useMemo } from 'react'
import type { Upload } from '@resumable-upload/core'
import { inGroup } from '../items/in-group.ts'
import { useObservable } from './use-observable.ts'
import { useUploader } from './use-uploader.ts'

export interface GroupOptions {
  /** @default the uploads of all groups */
  readonly group?: string | undefined
}

/** A server knows no uploads. */
const none: readonly Upload[] = []

/** The uploads in the order they were added. Renders when the list changes, not when one upload does. */
export function useUploads({ group }: GroupOptions = {}): readonly Upload[] {
  const uploads = useObservable<readonly Upload[]>(useUploader(), none)
  return useMemo(
    () => uploads.filter((upload) => inGroup(group, upload.getSnapshot())),
    [uploads, group],
  )
}
