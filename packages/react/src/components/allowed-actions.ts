import { remedyFor, type UploadSnapshot } from '@resumable-upload/core'
import { needsClick, needsFile } from '../files/needs-file.ts'

/** The way on: the one command that moves an upload, if any does without its file. */
export function onwardOf(snapshot: UploadSnapshot): 'pause' | 'resume' | 'retry' | null {
  if (needsFile(snapshot)) return null
  switch (snapshot.status) {
    case 'queued':
    case 'preparing':
    case 'uploading':
      return 'pause'
    case 'paused':
      return 'resume'
    case 'failed':
      return remedyFor(snapshot.error.code) === 'ask' ? null : 'retry'
    case 'interrupted':
      return needsClick(snapshot) ? 'resume' : null
    case 'finishing':
    case 'done':
    case 'canceled':
      return null
  }
}

/** The way out: stop it, or take it off the list. */
export function exitOf({ status }: UploadSnapshot): 'cancel' | 'remove' | null {
  // Completing cannot be undone half-way.
  if (status === 'finishing') return null
  return status === 'done' || status === 'canceled' || status === 'failed' ? 'remove' : 'cancel'
}
