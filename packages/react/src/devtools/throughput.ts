import { isGood, type RequestRecord } from './recorder.ts'

/** One moment of the chart. */
export interface ThroughputPoint {
  /** Epoch milliseconds, where the interval begins. */
  readonly at: number
  /** Bytes a second that arrived and were of use. */
  readonly goodput: number
  /** Requests with a body that were under way, on average. */
  readonly atOnce: number
}

export interface ThroughputOptions {
  readonly from: number
  readonly to: number
  readonly points: number
}

/**
 * Goodput and requests at once over time. The bytes of a request count evenly over the time in
 * which they were sent, once its answer is a good one.
 */
export function throughputOf(
  requests: readonly RequestRecord[],
  { from, to, points }: ThroughputOptions,
): readonly ThroughputPoint[] {
  const step = Math.max(1, (to - from) / points)
  const bodies = requests.filter(({ bytes }) => bytes > 0)
  return Array.from({ length: points }, (_, index) => {
    const at = from + index * step
    const inside = (begin: number, end: number): number =>
      Math.max(0, Math.min(end, at + step) - Math.max(begin, at))
    let bytes = 0
    let busy = 0
    for (const request of bodies) {
      const end = request.endedAt ?? to
      busy += inside(request.startedAt, end)
      if (request.status === null || !isGood(request.status)) continue
      const [begin, sent] = [request.sendingAt ?? request.startedAt, request.sentAt ?? end]
      bytes += (request.bytes * inside(begin, sent)) / Math.max(1, sent - begin)
    }
    return { at, goodput: (bytes * 1000) / step, atOnce: busy / step }
  })
}
