import type { UploadSnapshot } from '@resumable-upload/core'

/**
 * Only a person can let it continue: by choosing its file again. An interrupted upload that waits
 * for something else may still be found finished, or be at work in another tab.
 */
export function needsFile({ status, waitingFor }: UploadSnapshot): boolean {
  if (status === 'interrupted') return waitingFor === null || waitingFor === 'file'
  return status === 'paused' && waitingFor === 'file'
}
