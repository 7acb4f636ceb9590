import type { Uploader, UploaderEvent } from '@resumable-upload/core'
import type { TracePoint } from './driver.ts'

export interface UploadTrace {
  readonly onEvent: (id: string, event: UploaderEvent) => void
  /** Looks at it from now on, four times a second. */
  readonly watch: (uploader: Uploader) => () => readonly TracePoint[]
}

/** How many parts are under way, and how many bytes have left, over the time of a transfer. */
export function traceUpload(): UploadTrace {
  let atOnce = 0
  return {
    onEvent(_id, event) {
      if (event.type === 'requestStarted' && event.op === 'sendPart') atOnce += 1
      if (event.type === 'requestEnded' && event.op === 'sendPart') atOnce -= 1
    },
    watch(uploader) {
      const points: TracePoint[] = []
      const startedAt = performance.now()
      const look = (): void => {
        const sent = uploader.totals.getSnapshot().sentBytes
        points.push({ at: performance.now() - startedAt, atOnce, sent })
      }
      look()
      const timer = setInterval(look, 250)
      return () => {
        clearInterval(timer)
        look()
        return points
      }
    },
  }
}
