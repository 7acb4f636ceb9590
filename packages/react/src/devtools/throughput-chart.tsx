import type { ReactElement } from 'react'
import { bytesText } from './figures.ts'
import type { Recorder } from './recorder.ts'
import { throughputOf, type ThroughputPoint } from './throughput.ts'

export interface ThroughputChartProps {
  readonly recorder: Recorder
  readonly now: number
}

/** The last two minutes, in milliseconds. */
const shownTime = 120_000
const points = 120
const width = 1000
const height = 60

/** What arrived a second, and how many bodies were sent at once, over all uploads. */
export function ThroughputChart({ recorder, now }: ThroughputChartProps): ReactElement {
  const begun = recorder.requests[0]?.startedAt ?? now
  const from = Math.max(now - shownTime, Math.min(begun, now - 1000))
  const curve = throughputOf(recorder.requests, { from, to: now, points })
  const most = Math.max(...curve.map(({ goodput }) => goodput), 1)
  const mostAtOnce = Math.max(...curve.map(({ atOnce }) => atOnce), 1)
  return (
    <section className="rud-box">
      <h3>
        Goodput <span className="rud-muted">up to {bytesText(most)}/s</span>{' '}
        <span className="rud-at-once">parts at once, up to {Math.round(mostAtOnce)}</span>
      </h3>
      <svg
        className="rud-chart"
        role="img"
        aria-label={`Goodput up to ${bytesText(most)} a second`}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
      >
        <polyline data-kind="goodput" points={lineOf(curve, (point) => point.goodput / most)} />
        <polyline
          data-kind="at-once"
          points={lineOf(curve, (point) => point.atOnce / mostAtOnce)}
        />
      </svg>
    </section>
  )
}

function lineOf(
  curve: readonly ThroughputPoint[],
  ratio: (point: ThroughputPoint) => number,
): string {
  return curve
    .map((point, index) => {
      const x = (index * width) / Math.max(1, curve.length - 1)
      return `${x.toFixed(1)},${(height - 2 - ratio(point) * (height - 4)).toFixed(1)}`
    })
    .join(' ')
}
