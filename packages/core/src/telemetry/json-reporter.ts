import type { UploaderEvent } from '../ports/uploader.ts'
import { type EventFacts, factsOf } from './event-facts.ts'

/** One event as plain JSON. */
export type TelemetryRecord = EventFacts & {
  /** Epoch ms. */
  readonly at: number
  /** The upload's id, which says nothing of the file. */
  readonly upload: string
  readonly event: string
}

export interface JsonReporterOptions {
  /** Takes each record: collect them, and send them with `navigator.sendBeacon`. */
  readonly write: (record: TelemetryRecord) => void
  /** Tell object keys and texts of errors too. @default false */
  readonly names?: boolean
  /** Epoch ms. @default Date.now */
  readonly now?: () => number
}

/** For `onEvent` of `createUploader`. No secret is in it, and no file name unless `names` allows. */
export function createJsonReporter(
  options: JsonReporterOptions,
): (id: string, event: UploaderEvent) => void {
  const { write, names = false, now = Date.now } = options
  return (upload, event) =>
    write({ at: now(), upload, event: event.type, ...factsOf(event, { names }) })
}
