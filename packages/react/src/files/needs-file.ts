import type { UploadSnapshot } from '@resumable-upload/core'

/** Only a person can let it continue: by choosing its file again. */
export function needsFile(snapshot: UploadSnapshot): boolean {
  if (snapshot.fileAt !== 'none') return false
  if (snapshot.status === 'paused') return snapshot.waitingFor === 'file'
  return isInterrupted(snapshot)
}

/** One click lets it continue: the browser opens the file again. */
export function needsClick(snapshot: UploadSnapshot): boolean {
  if (snapshot.fileAt === 'none') return false
  // What has its file at hand and is not told to wait is about to go on by itself.
  return isInterrupted(snapshot) && (snapshot.fileAt === 'click' || snapshot.waitingFor === 'file')
}

/**
 * An interrupted upload that waits for something else may still be found finished, or be at work in
 * another tab.
 */
function isInterrupted({ status, waitingFor }: UploadSnapshot): boolean {
  return status === 'interrupted' && (waitingFor === null || waitingFor === 'file')
}
