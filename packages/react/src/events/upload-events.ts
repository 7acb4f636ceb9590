import { isRunning, type UploadSnapshot, type UploadStatus } from '@resumable-upload/core'

export type UploadEventName = 'start' | 'success' | 'error' | 'pause' | 'resume' | 'retry'

/** What happened to one upload between two looks; some of it may have come and gone in between. */
export function eventsBetween(
  before: UploadStatus | undefined,
  { status }: UploadSnapshot,
): readonly UploadEventName[] {
  const from = before ?? 'queued'
  const events: UploadEventName[] = []
  if (before === status) return events
  if (from === 'queued' && hasBegun(status)) events.push('start')
  if (from === 'failed' && isRunning(status)) events.push('retry')
  if ((from === 'paused' || from === 'interrupted') && isRunning(status)) events.push('resume')
  const end = ends[status]
  // What a page is given in this state was not brought there while it looked.
  if (end && !(end === 'pause' && before === undefined)) events.push(end)
  return events
}

const ends: Readonly<Partial<Record<UploadStatus, UploadEventName>>> = {
  done: 'success',
  failed: 'error',
  paused: 'pause',
}

function hasBegun(status: UploadStatus): boolean {
  return status === 'done' || (isRunning(status) && status !== 'queued')
}
