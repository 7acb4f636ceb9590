import { useMemo } from 'react'
import type { UploadSnapshot } from '@resumable-upload/core'
import { observeSnapshots } from '../observe/observe-snapshots.ts'
import { paced } from '../observe/paced.ts'
import { useObservable } from './use-observable.ts'
import { useUploader } from './use-uploader.ts'

/** All snapshots of a group, four times a second at most. */
export function useSnapshots(group: string | undefined): readonly UploadSnapshot[] {
  const uploader = useUploader()
  const observable = useMemo(() => paced(observeSnapshots(uploader, group)), [uploader, group])
  return useObservable(observable, none)
}

/** A server knows no uploads. */
const none: readonly UploadSnapshot[] = []
