import { useMemo } from 'react'
import type { UploadTotals } from '@resumable-upload/core'
import { sumTotals } from '../observe/sum-totals.ts'
import { useSnapshots } from './use-snapshots.ts'
import type { GroupOptions } from './use-uploads.ts'

/** Counts and bytes of all uploads of a group; canceled ones are left out. */
export function useUploadTotals({ group }: GroupOptions = {}): UploadTotals {
  const snapshots = useSnapshots(group)
  return useMemo(() => sumTotals(snapshots), [snapshots])
}
