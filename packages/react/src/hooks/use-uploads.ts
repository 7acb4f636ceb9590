import { useMemo } from 'react'
import type { Upload } from '@resumable-upload/core'
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
    () => (group === undefined ? uploads : uploads.filter((upload) => isIn(group, upload))),
    [uploads, group],
  )
}

function isIn(group: string, upload: Upload): boolean {
  return upload.getSnapshot().group === group
}
