import { useEffect, useRef } from 'react'
import type { Uploader } from '@resumable-upload/core'
import type { TransferProps } from '../components/props/transfer-props.ts'
import { inGroup } from '../items/in-group.ts'
import { toUploadItem, type UploadItem } from '../items/upload-item.ts'
import { useLatest } from './use-latest.ts'

export interface UseRestoreOptions {
  readonly uploader: Uploader
  readonly group: string | undefined
  readonly mode: TransferProps['restore']
  readonly onRestore: ((items: readonly UploadItem[]) => void) | undefined
  readonly attempt: (name: string, command: () => unknown) => void
}

/** Lists what earlier visits left unfinished: once for each uploader, Strict Mode or not. */
export function useRestore(options: UseRestoreOptions): void {
  const { uploader, attempt } = options
  const latest = useLatest(options)
  const restored = useRef<Uploader | null>(null)
  useEffect(() => {
    const { mode } = latest.current
    if (restored.current === uploader || mode === 'manual') return
    restored.current = uploader
    attempt('', async () => {
      const uploads = await uploader.restore({ goOn: mode !== 'prompt' })
      const { group, onRestore } = latest.current
      const snapshots = uploads.map((upload) => upload.getSnapshot())
      const own = snapshots.filter((snapshot) => inGroup(group, snapshot))
      if (own.length > 0) onRestore?.(own.map(toUploadItem))
    })
  }, [uploader, attempt, latest])
}
