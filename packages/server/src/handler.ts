import {
  context,
  isSpanContextValid,
  propagation,
  type Span,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import type { Audit, AuditAction, AuditFacts } from './audit.ts'
import { HttpProblem } from './http-problem.ts'
import { type Log, silentLog } from './log.ts'
import { type Metrics, noMetrics } from './metrics.ts'

/** A route of any server that speaks the Web's Request and Response. */
export type Handler = (request: Request) => Promise<Response>

/** What every handler tells, and to whom. All of it may be left out. */
export interface HandlerPorts {
  readonly log?: Log
  readonly metrics?: Metrics
  readonly audit?: Audit
  /** Where the request comes from, as your gateway says it. @default unknown */
  readonly clientIp?: (request: Request) => string | undefined
  /** Epoch ms. @default Date.now */
  readonly now?: () => number
}

export interface Work {
  readonly request: Request
  readonly requestId: string
  readonly metrics: Metrics
  readonly now: () => number
  /** For the log line, the audit record and the span of this request. */
  readonly note: (facts: AuditFacts) => void
}

export interface HandlerShape {
  /** Names it in logs, metrics and spans. */
  readonly name: string
  readonly methods: readonly string[]
  /** Of what each request leaves a record. */
  readonly audits?: AuditAction | ((request: Request) => AuditAction | undefined)
  readonly run: (work: Work) => Promise<Response>
}

/** One request id, one log line, one span, one record for each request; any error becomes an answer. */
export function createHandler(ports: HandlerPorts, shape: HandlerShape): Handler {
  const { log = silentLog, metrics = noMetrics, audit, clientIp, now = Date.now } = ports
  const { name, methods, audits, run } = shape

  return (request) => {
    const parent = propagation.extract(context.active(), request.headers, {
      get: (headers, key) => headers.get(key) ?? undefined,
      keys: (headers) => [...headers.keys()],
    })
    const tracer = trace.getTracer('@resumable-upload/server')
    return tracer.startActiveSpan(`upload-kit ${name}`, {}, parent, (span) => answer(request, span))
  }

  async function answer(request: Request, span: Span): Promise<Response> {
    const requestId = requestIdOf(request)
    const started = now()
    let facts: AuditFacts = {}
    const note = (more: AuditFacts): void => void (facts = { ...facts, ...more })

    const attempted = await attempt(async () => {
      if (!methods.includes(request.method)) throw methodNotAllowed(request, methods)
      return run({ request, requestId, metrics, now, note })
    })
    // What cannot be recorded is not granted.
    const { response, problem } = await attempt(async () => {
      await leaveRecord(request, { requestId, facts, problem: attempted.problem })
      if (attempted.problem) throw attempted.problem
      return attempted.response
    })
    const seconds = (now() - started) / 1000
    report(span, { requestId, facts, problem, seconds, status: response.status })

    response.headers.set('X-Request-Id', requestId)
    response.headers.set('X-Content-Type-Options', 'nosniff')
    if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store')
    return response

    async function attempt(work: () => Promise<Response>): Promise<Attempt> {
      try {
        return { response: await work(), problem: null }
      } catch (thrown) {
        const refusal = HttpProblem.from(thrown)
        return { response: problemAnswer(refusal, requestId, methods), problem: refusal }
      }
    }
  }

  async function leaveRecord(
    request: Request,
    { requestId, facts, problem }: Pick<Outcome, 'requestId' | 'facts' | 'problem'>,
  ): Promise<void> {
    const action = typeof audits === 'function' ? audits(request) : audits
    const ip = clientIp?.(request)
    await (action &&
      audit?.({
        at: new Date(now()).toISOString(),
        requestId,
        action,
        outcome: problem === null ? 'granted' : problem.status < 500 ? 'refused' : 'failed',
        ...(problem && { reason: problem.code }),
        ...(ip !== undefined && { ip }),
        ...facts,
      }))
  }

  /** Into metrics, span and log. */
  function report(span: Span, { requestId, facts, problem, seconds, status }: Outcome): void {
    metrics.record('upload_kit_requests_total', 1, { handler: name, status: String(status) })
    metrics.record('upload_kit_request_seconds', seconds, { handler: name })

    span.setAttributes({ 'upload_kit.request_id': requestId, 'http.response.status_code': status })
    if (facts.user !== undefined) span.setAttribute('enduser.id', facts.user)
    if (problem && problem.status >= 500) {
      span.recordException(problem)
      span.setStatus({ code: SpanStatusCode.ERROR, message: problem.code })
    }
    span.end()

    const spanContext = span.spanContext()
    const traced = isSpanContextValid(spanContext) ? { traceId: spanContext.traceId } : {}
    const line = { requestId, ...traced, handler: name, status, seconds, ...facts }
    if (!problem) log.info(line, `${name} answered`)
    else if (problem.status < 500) log.warn({ ...line, code: problem.code }, problem.message)
    else log.error({ ...line, code: problem.code, cause: textOf(problem.cause) }, problem.message)
  }
}

interface Attempt {
  readonly response: Response
  readonly problem: HttpProblem | null
}

interface Outcome {
  readonly requestId: string
  readonly facts: AuditFacts
  readonly problem: HttpProblem | null
  readonly seconds: number
  readonly status: number
}

/** The gateway's own id where it is harmless, so that all logs agree. */
function requestIdOf({ headers }: Request): string {
  const given = headers.get('x-request-id') ?? ''
  return /^[\w.-]{8,64}$/.test(given) ? given : crypto.randomUUID()
}

/** As text only: errors of HTTP clients carry their requests, signatures and all. */
function textOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const { stack, message, cause } = thrown
  return `${stack ?? message}${cause === undefined ? '' : `\ncaused by ${textOf(cause)}`}`
}

function problemAnswer(
  { status, code, message, retryAfter }: HttpProblem,
  requestId: string,
  methods: readonly string[],
): Response {
  const headers = new Headers()
  if (retryAfter !== undefined) headers.set('Retry-After', String(Math.ceil(retryAfter)))
  if (status === 405) headers.set('Allow', methods.join(', '))
  return Response.json({ error: message, code, requestId }, { status, headers })
}

function methodNotAllowed({ method }: Request, methods: readonly string[]): HttpProblem {
  return new HttpProblem(405, 'method-not-allowed', `Not ${method}: ${methods.join(' or ')}.`)
}
