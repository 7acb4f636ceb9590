import type { ReactElement } from 'react'
import type { Upload } from '@resumable-upload/core'
import { millisecondsText } from './figures.ts'
import { assignLanes, beginOf, stretchesOf } from './lanes.ts'
import { isGood, type Recorder, type RequestRecord } from './recorder.ts'

export interface WaterfallProps {
  readonly upload: Upload
  readonly recorder: Recorder
  readonly now: number
}

/** Milliseconds that are shown at once, and at most that many. */
const longestWindow = 120_000
const laneHeight = 16
const width = 1000

/** The requests of all uploads in the lanes that they shared; those of the chosen one stand out. */
export function Waterfall({ upload, recorder, now }: WaterfallProps): ReactElement {
  const own = recorder.requests.filter(({ uploadId }) => uploadId === upload.id)
  const to = Math.max(...own.map(({ endedAt }) => endedAt ?? now), -Infinity)
  const from = Math.max(Math.min(...own.map(beginOf), Infinity), to - longestWindow)
  const shown = recorder.requests.filter(
    (one) => (one.endedAt ?? now) >= from && beginOf(one) <= to,
  )
  const lanes = assignLanes(shown)
  const laneCount = Math.max(0, ...lanes.values()) + 1
  const scale = width / Math.max(1, to - from)
  return (
    <section className="rud-box">
      <h3>
        Requests{' '}
        <span className="rud-muted">
          {own.length === 0 ? 'none yet' : `${own.length} in ${millisecondsText(to - from)}`}
        </span>
        <Legend />
      </h3>
      {own.length > 0 && (
        <svg
          className="rud-waterfall"
          role="img"
          aria-label={`${own.length} requests in ${laneCount} lanes`}
          viewBox={`0 0 ${width} ${laneCount * laneHeight}`}
          preserveAspectRatio="none"
          style={{ blockSize: laneCount * laneHeight }}
        >
          {shown.map((request) => (
            <g
              key={request.id}
              transform={`translate(0 ${(lanes.get(request.id) ?? 0) * laneHeight})`}
              data-own={request.uploadId === upload.id || undefined}
              data-retry={request.isRetry || undefined}
              data-failed={hasFailed(request) || undefined}
            >
              <title>{describe(request, now)}</title>
              {stretchesOf(request, now).map(({ kind, from: begin, to: end }) => (
                <rect
                  key={kind}
                  data-kind={kind}
                  x={(begin - from) * scale}
                  y={2}
                  width={Math.max(1, (end - begin) * scale)}
                  height={laneHeight - 4}
                />
              ))}
            </g>
          ))}
        </svg>
      )}
    </section>
  )
}

function Legend(): ReactElement {
  return (
    <span className="rud-legend">
      {['signing', 'waiting', 'sending', 'answer', 'running', 'failed', 'retry'].map((kind) => (
        <span key={kind} data-kind={kind}>
          {kind}
        </span>
      ))}
    </span>
  )
}

function hasFailed({ status }: RequestRecord): boolean {
  return status !== null && !isGood(status)
}

function describe(request: RequestRecord, now: number): string {
  const { op, part, status, requestId, isRetry } = request
  return [
    part === null ? op : `${op} ${part}`,
    isRetry ? 'retry' : null,
    status === null ? 'under way' : status === 0 ? 'no answer' : `HTTP ${status}`,
    ...stretchesOf(request, now).map(
      ({ kind, from, to }) => `${kind} ${millisecondsText(to - from)}`,
    ),
    requestId,
  ]
    .filter((fact) => fact !== null)
    .join(' · ')
}
