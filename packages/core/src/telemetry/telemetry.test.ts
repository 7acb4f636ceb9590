import { context, trace } from '@opentelemetry/api'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { describe, expect, it } from 'vitest'
import type { UploaderEvent } from '../index.ts'
import { createJsonReporter, createTraceReporter, type TelemetryRecord } from '../telemetry.ts'

const failure = {
  code: 'access-denied',
  message: 'The object uploads/ada/salaries.xlsx is not yours.',
  requestId: '65F0A1B2C3D4E5F60718293A',
  ec: '0003-00000301',
} as const

const object = {
  key: 'uploads/ada/salaries.xlsx',
  size: 42,
  etag: 'E',
  crc64: '1',
  url: 'https://bucket/uploads/ada/salaries.xlsx?x-oss-signature=secret',
  verified: 'crc64',
} as const

const started = { bytes: 42, signing: 1 } as const
const ended = { sendingAfter: null, sentAfter: null } as const

/** One run with a failed attempt. */
const story: readonly UploaderEvent[] = [
  { type: 'enqueue' },
  { type: 'started' },
  { type: 'requestStarted', op: 'open', ...started },
  { type: 'requestEnded', op: 'open', ms: 12, status: 200, requestId: 'A', ...ended },
  { type: 'opened' },
  { type: 'requestStarted', op: 'sendPart', part: 1, ...started },
  { type: 'requestStarted', op: 'sendPart', part: 2, ...started },
  { type: 'requestEnded', op: 'sendPart', part: 2, ms: 9, status: 0, requestId: null, ...ended },
  { type: 'attemptFailed', error: failure, delay: 500 },
  { type: 'requestEnded', op: 'sendPart', part: 1, ms: 40, status: 200, requestId: 'B', ...ended },
  { type: 'partStored', part: 1 },
  { type: 'waiting', for: 'credentials' },
  { type: 'renewed' },
  { type: 'hedged', part: 3, how: 'beside' },
  { type: 'clockCorrected', offset: 9 },
  { type: 'reopened', reason: failure },
  { type: 'finished', object },
]

describe('createJsonReporter', () => {
  it('tells what happened, when and to which upload, under the request ids of the storage', () => {
    const records = report(story)

    expect(records).toHaveLength(story.length)
    expect(records[3]).toEqual({
      at: 7,
      upload: 'u1',
      event: 'requestEnded',
      op: 'open',
      ms: 12,
      status: 200,
      requestId: 'A',
    })
    expect(records[8]).toMatchObject({ code: 'access-denied', ec: failure.ec, delay: 500 })
    expect(records.at(-1)).toMatchObject({ event: 'finished', size: 42, verified: 'crc64' })
  })

  it('tells no file name, no key, no address and no signature', () => {
    const written = JSON.stringify(report([...story, { type: 'failed', error: failure }]))

    expect(written).not.toMatch(/salaries|uploads\/|signature/)
  })

  it('tells names where that is allowed, and still no address', () => {
    const written = JSON.stringify(report(story, { names: true }))

    expect(written).toContain('uploads/ada/salaries.xlsx')
    expect(written).not.toContain('signature')
  })
})

describe('createTraceReporter', () => {
  it('makes a span of each run, and a child of each request', () => {
    const spans = traced(story)
    const [upload] = spans.filter(({ name }) => name === 'upload')
    const requests = spans.filter(({ name }) => name !== 'upload')

    expect(requests.map(({ name }) => name)).toEqual([
      'upload open',
      'upload sendPart',
      'upload sendPart',
    ])
    expect(requests.map((span) => span.parentSpanContext?.spanId)).toEqual(
      requests.map(() => upload?.spanContext().spanId),
    )
    expect(requests[0]?.attributes).toMatchObject({ 'upload.requestId': 'A', 'upload.status': 200 })
    expect(requests[1]?.status.code).toBe(2)
    expect(upload?.events.map(({ name }) => name)).toContain('attemptFailed')
    expect(JSON.stringify(upload?.events)).not.toContain('salaries')
  })

  it('ends what is open with the run, and begins anew with the next one', () => {
    const spans = traced([
      { type: 'started' },
      { type: 'requestStarted', op: 'sendPart', part: 1, ...started },
      { type: 'pause' },
      {
        type: 'requestEnded',
        op: 'sendPart',
        part: 1,
        ms: 1,
        status: 0,
        requestId: null,
        ...ended,
      },
      { type: 'started' },
      { type: 'failed', error: failure },
    ])

    expect(spans.map(({ name }) => name)).toEqual(['upload sendPart', 'upload', 'upload'])
    expect(spans[2]?.status.code).toBe(2)
  })
})

function report(
  events: readonly UploaderEvent[],
  { names = false } = {},
): readonly TelemetryRecord[] {
  const records: TelemetryRecord[] = []
  const onEvent = createJsonReporter({
    names,
    now: () => 7,
    write: (record) => records.push(record),
  })
  for (const event of events) onEvent('u1', event)
  return records
}

function traced(events: readonly UploaderEvent[]) {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  const onEvent = createTraceReporter({
    tracer: provider.getTracer('uploads'),
    within: (span) => trace.setSpan(context.active(), span),
  })
  for (const event of events) onEvent('u1', event)
  return exporter.getFinishedSpans()
}
