import { useUploadTotals } from '@resumable-upload/react'
import type { JSX } from 'react'
import { useWording } from '../wording.tsx'

/** How far all uploads are, from whichever page one looks. */
export function UploadMeter(): JSX.Element {
  const { say, percent, count } = useWording()
  const { files, done, failed, bytes, sentBytes } = useUploadTotals()
  const left = files - done - failed
  // All sent is not all stored.
  const share = Math.min(0.99, sentBytes / Math.max(1, bytes))
  return (
    <p className="upload-meter" data-state={left > 0 ? 'busy' : 'idle'}>
      {left > 0
        ? say('busyUploads', { count: count(left), percent: percent(share) })
        : say('idleUploads')}
    </p>
  )
}
