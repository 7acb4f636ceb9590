import type { UploadStatus } from '@resumable-upload/core'

/** Why the items changed. `restore`: it was there already when the component came to the page. */
export type Trigger = 'add' | 'restore' | 'start' | 'phase' | 'success' | 'error' | 'remove'

/** What became of one upload between two looks; one may be added and fail at once. */
export function triggersOf(
  before: UploadStatus | undefined,
  now: UploadStatus,
  isFirstLook: boolean,
): readonly Trigger[] {
  if (before === now) return []
  if (before !== undefined) return [triggerOf(now)]
  if (isFirstLook || now === 'interrupted') return ['restore']
  return now === 'queued' || now === 'paused' ? ['add'] : ['add', triggerOf(now)]
}

function triggerOf(status: UploadStatus): Trigger {
  switch (status) {
    case 'preparing':
      return 'start'
    case 'done':
      return 'success'
    case 'failed':
      return 'error'
    case 'interrupted':
    case 'queued':
    case 'uploading':
    case 'paused':
    case 'finishing':
    case 'canceled':
      return 'phase'
  }
}
