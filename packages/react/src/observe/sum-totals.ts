import { isRunning, type UploadSnapshot, type UploadTotals } from '@resumable-upload/core'

/** Counts and bytes of these uploads. Canceled ones are left out: nobody waits for them. */
export function sumTotals(snapshots: readonly UploadSnapshot[]): UploadTotals {
  const counted = snapshots.filter(({ status }) => status !== 'canceled')
  const running = counted.filter(({ status }) => isRunning(status))
  const rate = running.reduce((sum, snapshot) => sum + (snapshot.rate ?? 0), 0)
  const missing = sumBytes(running) - sumSentBytes(running)
  return {
    files: counted.length,
    done: counted.filter(({ status }) => status === 'done').length,
    failed: counted.filter(({ status }) => status === 'failed').length,
    bytes: sumBytes(counted),
    sentBytes: sumSentBytes(counted),
    rate: rate > 0 ? rate : null,
    secondsLeft: rate >= 1 ? Math.ceil(missing / rate) : null,
  }
}

function sumBytes(snapshots: readonly UploadSnapshot[]): number {
  return snapshots.reduce((sum, { file }) => sum + file.size, 0)
}

function sumSentBytes(snapshots: readonly UploadSnapshot[]): number {
  return snapshots.reduce((sum, { status, sentBytes, file }) => {
    return sum + (status === 'done' ? file.size : Math.min(sentBytes, file.size))
  }, 0)
}
