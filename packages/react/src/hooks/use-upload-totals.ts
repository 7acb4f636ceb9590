import { useMemo } from 'react'
import type { UploadSnapshot, UploadTotals } from '@resumable-upload/core'
import { observeSnapshots } from '../observe/observe-snapshots.ts'
import { sumTotals } from '../observe/sum-totals.ts'
import { useObservable } from './use-observable.ts'
import { useUploader } from './use-uploader.ts'
import type { GroupOptions } from './use-uploads.ts'

/** A server knows no uploads. */
const none: readonly UploadSnapshot[] = []

/** Counts and bytes of all uploads of a group; canceled ones are left out. */
export function useUploadTotals({ group }: GroupOptions = {}): UploadTotals {
  const uploader = useUploader()
  const observable = useMemo(() => observeSnapshots(uploader, group), [uploader, group])
  const snapshots = useObservable(observable, none)
  return useMemo(() => sumTotals(snapshots), [snapshots])
}
