import { isSettled, remedyFor, type UploadSnapshot } from '@resumable-upload/core'
import { needsClick, needsFile } from '../files/needs-file.ts'

export type Onward = 'start' | 'pause' | 'resume' | 'retry'

/** The way on: the one command that moves an upload, if any does without its file. */
export function onwardOf(snapshot: UploadSnapshot): Onward | null {
  if (needsFile(snapshot)) return null
  // Whatever the other tab last said: here it can be asked to go on, or be taken over.
  if (snapshot.owner === 'silent' && !isSettled(snapshot.status)) return 'resume'
  switch (snapshot.status) {
    case 'queued':
    case 'preparing':
    case 'uploading':
      return 'pause'
    case 'paused':
      return isHeldBack(snapshot) ? 'start' : 'resume'
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

/** It was added and not begun: `autoUpload` or `beforeUpload` said so, or somebody was quick. */
export function isHeldBack({ status, sentBytes, partCount }: UploadSnapshot): boolean {
  return status === 'paused' && sentBytes === 0 && partCount === 0
}

/** The way out: stop it, or take it off the list. */
export function exitOf({ status }: UploadSnapshot): 'cancel' | 'remove' | null {
  // Completing cannot be undone half-way.
  if (status === 'finishing') return null
  return status === 'done' || status === 'canceled' || status === 'failed' ? 'remove' : 'cancel'
}
