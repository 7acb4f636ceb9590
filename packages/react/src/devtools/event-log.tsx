import type { ReactElement } from 'react'
import type { Upload, UploaderEvent } from '@resumable-upload/core'
import { millisecondsText, timeText } from './figures.ts'
import type { Recorder } from './recorder.ts'

export interface EventLogProps {
  readonly upload: Upload
  readonly recorder: Recorder
}

/** More are read in a report. */
const shownAtMost = 200

/** What happened to this upload, newest first. */
export function EventLog({ upload, recorder }: EventLogProps): ReactElement {
  const own = recorder.events.filter(({ uploadId }) => uploadId === upload.id)
  return (
    <section className="rud-box">
      <h3>
        Events <span className="rud-muted">{own.length}</span>
      </h3>
      <ol className="rud-log">
        {own
          .slice(-shownAtMost)
          .toReversed()
          .map(({ id, at, event }) => (
            <li key={id} data-type={event.type}>
              <time>{timeText(at)}</time> <b>{event.type}</b> {describe(event)}
            </li>
          ))}
      </ol>
    </section>
  )
}

function describe(event: UploaderEvent): string {
  switch (event.type) {
    case 'requestStarted':
      return nameOf(event)
    case 'requestEnded': {
      const status = event.status === 0 ? 'no answer' : `HTTP ${event.status}`
      return [nameOf(event), status, millisecondsText(event.ms), event.requestId]
        .filter(Boolean)
        .join(' · ')
    }
    case 'partStored':
      return `part ${event.part}`
    case 'hedged':
      return `part ${event.part} once more, ${event.how} the slow one`
    case 'attemptFailed': {
      const next = event.delay === null ? 'gives up' : `again in ${millisecondsText(event.delay)}`
      return `${event.error.code}: ${next}`
    }
    case 'failed':
      return `${event.error.code}: ${event.error.message}`
    case 'waiting':
      return `for ${event.for}`
    case 'reopened':
      return event.reason.code
    case 'clockCorrected':
      return `by ${millisecondsText(event.offset)}`
    case 'finished':
      return `${event.object.key} (${event.object.verified})`
    default:
      return ''
  }
}

function nameOf({ op, part }: { readonly op: string; readonly part?: number }): string {
  return part === undefined ? op : `${op} ${part}`
}
