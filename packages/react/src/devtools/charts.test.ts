import { describe, expect, it } from 'vitest'
import { assignLanes, stretchesOf } from './lanes.ts'
import type { RequestRecord } from './recorder.ts'
import { throughputOf } from './throughput.ts'

describe('assignLanes', () => {
  it('has as many lanes as requests ran at once, and uses the first free one', () => {
    const lanes = assignLanes([
      sampleRequest({ id: 1, startedAt: 0, endedAt: 100 }),
      sampleRequest({ id: 2, startedAt: 10, endedAt: 50 }),
      sampleRequest({ id: 3, startedAt: 60, endedAt: null }),
      sampleRequest({ id: 4, startedAt: 100, endedAt: 120 }),
    ])
    expect(Object.fromEntries(lanes)).toEqual({ 1: 0, 2: 1, 3: 1, 4: 0 })
  })

  it('counts the time of signing as taken', () => {
    const lanes = assignLanes([
      sampleRequest({ id: 1, startedAt: 0, endedAt: 100 }),
      sampleRequest({ id: 2, startedAt: 110, signing: 30, endedAt: 200 }),
    ])
    expect(lanes.get(2)).toBe(1)
  })
})

describe('stretchesOf', () => {
  it('is signing, waiting, sending and answer, one after the other', () => {
    const request = sampleRequest({
      startedAt: 100,
      signing: 20,
      sendingAt: 150,
      sentAt: 300,
      endedAt: 360,
    })
    expect(stretchesOf(request, 1000)).toEqual([
      { kind: 'signing', from: 80, to: 100 },
      { kind: 'waiting', from: 100, to: 150 },
      { kind: 'sending', from: 150, to: 300 },
      { kind: 'answer', from: 300, to: 360 },
    ])
  })

  it('is only known to run while it does', () => {
    const request = sampleRequest({ startedAt: 100, signing: 10, endedAt: null })
    expect(stretchesOf(request, 400)).toEqual([
      { kind: 'signing', from: 90, to: 100 },
      { kind: 'running', from: 100, to: 400 },
    ])
  })
})

describe('throughputOf', () => {
  it('spreads the bytes of a request over the time in which they were sent', () => {
    const requests = [sampleRequest({ bytes: 1000, sendingAt: 0, sentAt: 1000, endedAt: 2000 })]
    const curve = throughputOf(requests, { from: 0, to: 2000, points: 4 })
    expect(curve.map(({ goodput }) => goodput)).toEqual([1000, 1000, 0, 0])
    expect(curve.map(({ atOnce }) => atOnce)).toEqual([1, 1, 1, 1])
  })

  it('counts no byte that came to nothing', () => {
    const requests = [sampleRequest({ bytes: 1000, status: 503, endedAt: 1000 })]
    const curve = throughputOf(requests, { from: 0, to: 1000, points: 2 })
    expect(curve.map(({ goodput }) => goodput)).toEqual([0, 0])
  })
})

function sampleRequest(change: Partial<RequestRecord>): RequestRecord {
  return {
    id: 1,
    uploadId: 'a',
    op: 'sendPart',
    part: 1,
    bytes: 0,
    signing: 0,
    startedAt: 0,
    endedAt: 100,
    sendingAt: null,
    sentAt: null,
    status: 200,
    requestId: null,
    isRetry: false,
    ...change,
  }
}
