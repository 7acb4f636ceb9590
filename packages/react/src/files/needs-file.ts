import type { UploadSnapshot } from '@resumable-upload/core'

/** Only a person can let it continue: by choosing its file again. */
export function needsFile({ status, waitingFor }: UploadSnapshot): boolean {
  return (
    status === 'interrupted' ||
    (waitingFor === 'file' && status !== 'done' && status !== 'canceled' && status !== 'failed')
  )
}
