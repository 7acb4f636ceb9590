import type { RequestRecord } from './recorder.ts'

/**
 * The lane of each request, by its id: the first that was free when the request was begun, so that
 * there are as many lanes as requests ran at once.
 */
export function assignLanes(requests: readonly RequestRecord[]): ReadonlyMap<number, number> {
  const lanes = new Map<number, number>()
  const freeAt: number[] = []
  for (const request of requests.toSorted((one, other) => beginOf(one) - beginOf(other))) {
    const free = freeAt.findIndex((at) => at <= beginOf(request))
    const lane = free < 0 ? freeAt.length : free
    freeAt[lane] = request.endedAt ?? Infinity
    lanes.set(request.id, lane)
  }
  return lanes
}

/** A slot is taken while the request is being signed, too. */
export function beginOf({ startedAt, signing }: RequestRecord): number {
  return startedAt - signing
}

/** `running`: what of the others it is, its end tells. */
export type StretchKind = 'signing' | 'waiting' | 'sending' | 'answer' | 'running'

/** What a request did, one after the other. `waiting` is queue, connection and preflight in one. */
export interface Stretch {
  readonly kind: StretchKind
  readonly from: number
  readonly to: number
}

export function stretchesOf(request: RequestRecord, now: number): readonly Stretch[] {
  const { startedAt, endedAt: end, sendingAt, sentAt } = request
  const signing: Stretch = { kind: 'signing', from: beginOf(request), to: startedAt }
  if (end === null) return [signing, { kind: 'running', from: startedAt, to: now }]
  const sending = sendingAt ?? end
  const sent = sentAt ?? end
  const all: readonly Stretch[] = [
    signing,
    { kind: 'waiting', from: startedAt, to: sending },
    { kind: 'sending', from: sending, to: sent },
    { kind: 'answer', from: sent, to: end },
  ]
  return all.filter(({ from, to }) => to > from)
}
