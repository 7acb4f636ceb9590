import type { UploadFailure } from '../model/upload-error.ts'
import type { UploaderEvent } from '../ports/uploader.ts'

/** Plain values, fit for a log line or for the attributes of a span. */
export type EventFacts = Readonly<Record<string, string | number | boolean>>

export interface FactsOptions {
  /** Object keys and texts of errors too: both may quote what people call their files. */
  readonly names: boolean
}

/** What may be told of an event. Each field is chosen here, so that nothing new slips out. */
export function factsOf(event: UploaderEvent, { names }: FactsOptions): EventFacts {
  switch (event.type) {
    case 'requestStarted':
      return { op: event.op, bytes: event.bytes, ...present({ part: event.part }) }
    case 'requestEnded': {
      const { op, part, ms, status, requestId } = event
      return { op, ms, status, ...present({ part, requestId }) }
    }
    case 'partStored':
      return { part: event.part }
    case 'hedged':
      return { part: event.part, how: event.how }
    case 'attemptFailed':
      return { ...failureFacts(event.error, names), ...present({ delay: event.delay }) }
    case 'failed':
      return failureFacts(event.error, names)
    case 'reopened':
      return failureFacts(event.reason, names)
    case 'waiting':
      return { for: event.for }
    case 'clockCorrected':
      return { offset: event.offset }
    case 'inherited':
      return { isPaused: event.isPaused }
    case 'finished': {
      const { size, verified, key } = event.object
      return { size, verified, ...(names && { key }) }
    }
    case 'enqueue':
    case 'pause':
    case 'cancel':
    case 'started':
    case 'opened':
    case 'allStored':
    case 'renewed':
    case 'yielded':
      return {}
  }
}

function failureFacts(failure: UploadFailure, names: boolean): EventFacts {
  const { code, message, requestId, ec, part, reason } = failure
  return { code, ...present({ requestId, ec, part, reason }), ...(names && { message }) }
}

function present(
  fields: Readonly<Record<string, string | number | null | undefined>>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value == null ? [] : [[name, value]])),
  )
}
