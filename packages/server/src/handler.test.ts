import { trace } from '@opentelemetry/api'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHandler, type Handler, HttpProblem } from './index.ts'
import { post, record, type Recorded } from './test-support/kit-bench.ts'

const exporter = new InMemorySpanExporter()
let recorded: Recorded

beforeEach(() => {
  recorded = record()
  const spanProcessors = [new SimpleSpanProcessor(exporter)]
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }))
})
afterEach(() => {
  exporter.reset()
  trace.disable()
})

describe('createHandler', () => {
  it('gives every answer a request id, and writes it into log and span', async () => {
    const response = await handlerOf(() => Promise.resolve(Response.json({})))(post('/x'))
    const requestId = response.headers.get('x-request-id')
    const [span] = exporter.getFinishedSpans()

    expect(requestId).toMatch(/^[\w-]{36}$/)
    expect(recorded.lines).toMatchObject([
      { fields: { requestId, status: 200, traceId: span?.spanContext().traceId } },
    ])
    expect(span?.name).toBe('upload-kit test')
    expect(span?.attributes).toMatchObject({ 'upload_kit.request_id': requestId })
  })

  it('takes no request id that could break a log', async () => {
    const request = post('/x', undefined, { 'x-request-id': '{"level":"fatal"} evil' })

    const response = await handlerOf(() => Promise.resolve(Response.json({})))(request)

    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  })

  it('tells nothing of a mistake to the caller, and all of it to the log', async () => {
    const handler = handlerOf(() => Promise.reject(new Error('password is hunter2')))

    const response = await handler(post('/x'))

    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('hunter2')
    expect(JSON.stringify(recorded.lines)).toContain('hunter2')
    expect(exporter.getFinishedSpans()[0]?.events).toHaveLength(1)
  })

  it('answers a refusal with a sentence, a code and the time to wait', async () => {
    const problem = new HttpProblem(429, 'too-many', 'Wait.', { retryAfter: 1.2 })

    const response = await handlerOf(() => Promise.reject(problem))(post('/x'))

    expect(response.headers.get('retry-after')).toBe('2')
    expect(await response.json()).toMatchObject({ error: 'Wait.', code: 'too-many' })
    expect(recorded.metric('upload_kit_requests_total', { handler: 'test', status: '429' })).toBe(1)
  })

  it('knows its methods', async () => {
    const handler = handlerOf(() => Promise.resolve(Response.json({})))

    const response = await handler(new Request('https://app.example.com/x', { method: 'DELETE' }))

    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
  })
})

function handlerOf(run: () => Promise<Response>): Handler {
  return createHandler(recorded.ports, { name: 'test', methods: ['POST'], run })
}
