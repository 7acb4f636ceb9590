import { describe, expect, it } from 'vitest'
import { createRecorder } from './recorder.ts'

describe('createRecorder', () => {
  it('keeps of each request when it was signed, sent and answered', () => {
    const { recorder, at, start, end } = setUp()
    at(1000)
    start(7, { bytes: 500, signing: 20 })
    expect(recorder.requests).toMatchObject([{ part: 7, startedAt: 1000, endedAt: null }])

    at(1400)
    end(7, { ms: 400, sendingAfter: 50, sentAfter: 300 })

    expect(recorder.requests).toMatchObject([
      {
        part: 7,
        bytes: 500,
        signing: 20,
        sendingAt: 1050,
        sentAt: 1300,
        endedAt: 1400,
        status: 200,
      },
    ])
  })

  it('marks what is sent again after it came to nothing, until it succeeds', () => {
    const { recorder, start, end } = setUp()
    start(1)
    end(1, { status: 503 })
    start(2)
    start(1)
    end(1, { status: 200 })
    start(1)

    expect(recorder.requests.map(({ part, isRetry }) => [part, isRetry])).toEqual([
      [1, false],
      [2, false],
      [1, true],
      [1, false],
    ])
  })

  it('tells pages of one list apart by when they began', () => {
    const { recorder, at, list, listed } = setUp()
    at(0)
    list()
    at(100)
    list()
    at(150)
    listed(50)
    at(300)
    listed(300)

    expect(recorder.requests.map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([
      [0, 300],
      [100, 150],
    ])
  })

  it('forgets the oldest, and keeps what still runs in order', () => {
    const { recorder, start, end } = setUp(10)
    for (let part = 1; part <= 100; part += 1) {
      start(part)
      end(part)
    }
    expect(recorder.requests.length).toBeLessThanOrEqual(12)
    expect(recorder.events.length).toBeLessThanOrEqual(12)
    expect(recorder.requests.at(-1)?.part).toBe(100)
  })
})

interface Details {
  readonly bytes: number
  readonly signing: number
  readonly ms: number
  readonly status: number
  readonly sendingAfter: number | null
  readonly sentAfter: number | null
}

function setUp(limit?: number) {
  let time = 0
  const recorder = createRecorder({ now: () => time, ...(limit !== undefined && { limit }) })
  const { onEvent } = recorder
  const rest = { requestId: null, sendingAfter: null, sentAfter: null }
  return {
    recorder,
    at: (now: number) => {
      time = now
    },
    start: (part: number, { bytes = 0, signing = 0 }: Partial<Details> = {}) =>
      onEvent('a', { type: 'requestStarted', op: 'sendPart', part, bytes, signing }),
    end: (part: number, details: Partial<Details> = {}) =>
      onEvent('a', {
        type: 'requestEnded',
        op: 'sendPart',
        part,
        ms: 0,
        status: 200,
        ...rest,
        ...details,
      }),
    list: () => onEvent('a', { type: 'requestStarted', op: 'listParts', bytes: 0, signing: 0 }),
    listed: (ms: number) =>
      onEvent('a', { type: 'requestEnded', op: 'listParts', ms, status: 200, ...rest }),
  }
}
