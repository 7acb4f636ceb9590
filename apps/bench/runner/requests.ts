import type { LoggedRequest } from '@resumable-upload/oss-emulator'
import type { Workload } from './workload.ts'

const storing = new Set(['PutObject', 'PostObject', 'CompleteMultipartUpload'])

/** Throws unless every file became an object: a driver that sends nothing is the fastest of all. */
export function checkStored(log: readonly LoggedRequest[], files: Workload['files']): void {
  const stored = log.filter(
    ({ operation, status }) => storing.has(operation ?? '') && isGood(status),
  )
  if (stored.length < files.length)
    throw new Error(`${stored.length} objects were stored of ${files.length} files.`)
}

/** Bytes of parts, cut off ones too. */
export function receivedBytes(log: readonly LoggedRequest[]): number {
  return log
    .filter(({ operation }) => operation === 'UploadPart')
    .reduce((sum, { bytesReceived }) => sum + bytesReceived, 0)
}

export function countRequests(
  log: readonly LoggedRequest[],
  files: Workload['files'],
  sentBefore: number,
): { readonly requests: number; readonly preflights: number; readonly sentTwice: number } {
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const sent = receivedBytes(log)
  return {
    requests: log.length,
    preflights: log.filter(({ method }) => method === 'OPTIONS').length,
    sentTwice: sent === 0 ? 0 : Math.max(0, sentBefore + sent - bytes),
  }
}

function isGood(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300
}
