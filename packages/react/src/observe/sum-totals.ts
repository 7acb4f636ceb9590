import { isRunning, type UploadSnapshot, type UploadTotals } from '@resumable-upload/core'

/** Counts and bytes of these uploads. Canceled ones are left out: nobody waits for them. */
export function sumTotals(snapshots: readonly UploadSnapshot[]): UploadTotals {
  let [files, done, failed, bytes, sentBytes, rate, missing] = [0, 0, 0, 0, 0, 0, 0]
  for (const snapshot of snapshots) {
    const { status, file } = snapshot
    if (status === 'canceled') continue
    const sent = status === 'done' ? file.size : Math.min(snapshot.sentBytes, file.size)
    files += 1
    done += Number(status === 'done')
    failed += Number(status === 'failed')
    bytes += file.size
    sentBytes += sent
    if (!isRunning(status)) continue
    rate += snapshot.rate ?? 0
    missing += file.size - sent
  }
  return {
    files,
    done,
    failed,
    bytes,
    sentBytes,
    rate: rate > 0 ? rate : null,
    secondsLeft: rate >= 1 ? Math.ceil(missing / rate) : null,
  }
}
