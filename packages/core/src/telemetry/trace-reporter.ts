import type { UploaderEvent } from '../ports/uploader.ts'
import { type EventFacts, factsOf } from './event-facts.ts'

/** What is needed of a span of OpenTelemetry. */
export interface SpanLike {
  setAttributes(attributes: EventFacts): unknown
  addEvent(name: string, attributes?: EventFacts): unknown
  setStatus(status: { readonly code: number }): unknown
  end(): void
}

/** What is needed of a tracer of OpenTelemetry; `trace.getTracer('uploads')` fits. */
export interface TracerLike<Span extends SpanLike, Context> {
  startSpan(name: string, options: { attributes: EventFacts }, context?: Context): Span
}

export interface TraceReporterOptions<Span extends SpanLike, Context> {
  readonly tracer: TracerLike<Span, Context>
  /** `(span) => trace.setSpan(context.active(), span)`: makes requests children of their upload. */
  readonly within: (span: Span) => Context
  /** Tell object keys and texts of errors too. @default false */
  readonly names?: boolean
}

/** OpenTelemetry's `SpanStatusCode.ERROR`. */
const failed = { code: 2 }

interface Open<Span> {
  readonly upload: Span
  /** Of requests under way, by operation and part: two of a kind may run beside each other. */
  readonly requests: Map<string, Span[]>
}

/**
 * For `onEvent` of `createUploader`: a span for each run of an upload, a child for each request, and
 * events for the rest.
 */
export function createTraceReporter<Span extends SpanLike, Context>(
  options: TraceReporterOptions<Span, Context>,
): (id: string, event: UploaderEvent) => void {
  const { tracer, within, names = false } = options
  const runs = new Map<string, Open<Span>>()

  return (id, event) => {
    const facts = factsOf(event, { names })
    if (event.type === 'started') {
      end(id)
      const upload = tracer.startSpan('upload', { attributes: { 'upload.id': id } })
      runs.set(id, { upload, requests: new Map() })
      return
    }
    const run = runs.get(id)
    if (!run) return
    const { upload, requests } = run
    if (event.type === 'requestStarted') {
      const attributes = prefixed(facts)
      const span = tracer.startSpan(`upload ${event.op}`, { attributes }, within(upload))
      requests.set(nameOf(event), [...(requests.get(nameOf(event)) ?? []), span])
      return
    }
    if (event.type === 'requestEnded') {
      const request = requests.get(nameOf(event))?.shift()
      request?.setAttributes(prefixed(facts))
      if (event.status === 0 || event.status >= 400) request?.setStatus(failed)
      request?.end()
      return
    }
    upload.addEvent(event.type, facts)
    if (event.type === 'failed') upload.setStatus(failed)
    if (['finished', 'failed', 'pause', 'cancel', 'yielded'].includes(event.type)) end(id)
  }

  function end(id: string): void {
    const run = runs.get(id)
    runs.delete(id)
    for (const request of [...(run?.requests.values() ?? [])].flat()) request.end()
    run?.upload.end()
  }
}

function nameOf({ op, part }: { readonly op: string; readonly part?: number }): string {
  return `${op} ${part ?? ''}`
}

function prefixed(facts: EventFacts): EventFacts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`upload.${name}`, value]))
}
