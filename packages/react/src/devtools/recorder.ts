import type { UploaderEvent } from '@resumable-upload/core'

type Started = Extract<UploaderEvent, { readonly type: 'requestStarted' }>
type Ended = Extract<UploaderEvent, { readonly type: 'requestEnded' }>

/** One request of an upload. Times are epoch milliseconds. */
export interface RequestRecord {
  readonly id: number
  readonly uploadId: string
  readonly op: Started['op']
  readonly part: number | null
  /** Of the body; 0 without one. */
  readonly bytes: number
  /** Milliseconds of signing before it; credentials are waited for here too. */
  readonly signing: number
  readonly startedAt: number
  /** `null` while it runs. */
  readonly endedAt: number | null
  /** When the first and the last byte of the body had left; `null` where no progress was seen. */
  readonly sendingAt: number | null
  readonly sentAt: number | null
  /** HTTP status; 0 when no answer came, `null` while it runs. */
  readonly status: number | null
  readonly requestId: string | null
  /** The same was sent before and came to nothing. */
  readonly isRetry: boolean
}

export interface EventRecord {
  readonly id: number
  readonly uploadId: string
  readonly at: number
  readonly event: UploaderEvent
}

/** What happened in this page, as far back as it is kept; oldest first, and growing. */
export interface Recorder {
  /** For the option of this name of the uploader. */
  readonly onEvent: (id: string, event: UploaderEvent) => void
  readonly requests: readonly RequestRecord[]
  readonly events: readonly EventRecord[]
}

export interface RecorderOptions {
  /** Events and requests that are kept, each. @default 5,000 */
  readonly limit?: number
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number
}

/** Keeps what the uploader tells of, for `<UploadDevtools>`. Cheap enough to be always on. */
export function createRecorder({ limit = 5000, now = Date.now }: RecorderOptions = {}): Recorder {
  const requests: RequestRecord[] = []
  const events: EventRecord[] = []
  const running = new Set<RequestRecord>()
  /** What failed and was not repeated with success yet. */
  const failed = new Set<string>()
  let nextId = 1

  function start(uploadId: string, event: Started): void {
    const { op, part = null, bytes, signing } = event
    const record: RequestRecord = {
      id: nextId++,
      uploadId,
      op,
      part,
      bytes,
      signing,
      startedAt: now(),
      endedAt: null,
      sendingAt: null,
      sentAt: null,
      status: null,
      requestId: null,
      isRetry: failed.has(workOf({ uploadId, op, part })),
    }
    running.add(record)
    keep(requests, record, limit)
  }

  function end(uploadId: string, event: Ended): void {
    const { op, part = null, ms, status, requestId, sendingAfter, sentAfter } = event
    const work = workOf({ uploadId, op, part })
    const begunAt = now() - ms
    // Pages of a list run beside each other: the one that began then has ended.
    const [begun] = Array.from(running)
      .filter((record) => workOf(record) === work)
      .toSorted((one, other) => distance(one, begunAt) - distance(other, begunAt))
    if (!begun) return
    running.delete(begun)
    if (isGood(status)) failed.delete(work)
    else failed.add(work)
    const at = begun.startedAt
    const ended: RequestRecord = {
      ...begun,
      endedAt: at + ms,
      sendingAt: sendingAfter === null ? null : at + sendingAfter,
      sentAt: sentAfter === null ? null : at + sentAfter,
      status,
      requestId,
    }
    const index = requests.lastIndexOf(begun)
    if (index >= 0) requests[index] = ended
  }

  return {
    requests,
    events,
    onEvent(uploadId, event) {
      if (event.type === 'requestStarted') start(uploadId, event)
      if (event.type === 'requestEnded') end(uploadId, event)
      keep(events, { id: nextId++, uploadId, at: now(), event }, limit)
    },
  }
}

/** Whether an answer came and was a good one. */
export function isGood(status: number): boolean {
  return status >= 200 && status < 400
}

function workOf({ uploadId, op, part }: Pick<RequestRecord, 'uploadId' | 'op' | 'part'>): string {
  return `${uploadId} ${op} ${part ?? ''}`
}

function distance({ startedAt }: RequestRecord, begunAt: number): number {
  return Math.abs(startedAt - begunAt)
}

/** Adds one, and drops the oldest now and then rather than each time. */
function keep<Item>(items: Item[], item: Item, limit: number): void {
  items.push(item)
  if (items.length > limit * 1.2) items.splice(0, items.length - limit)
}
