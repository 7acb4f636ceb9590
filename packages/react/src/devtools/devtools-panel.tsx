import { useState, type ReactElement } from 'react'
import type { Observable, Upload, Uploader, UploadJournal } from '@resumable-upload/core'
import { useObservable } from '../hooks/use-observable.ts'
import type { CredentialsStatus } from '../query/credentials-query.ts'
import { CopyReport } from './copy-report.tsx'
import { CredentialsLife } from './credentials-life.tsx'
import { devtoolsStyle } from './devtools-style.ts'
import { EventLog } from './event-log.tsx'
import { JournalRows } from './journal-rows.tsx'
import { PartMap } from './part-map.tsx'
import type { Recorder } from './recorder.ts'
import { ThroughputChart } from './throughput-chart.tsx'
import { UploadPicker } from './upload-picker.tsx'
import { useJournal } from './use-journal.ts'
import { useNow } from './use-now.ts'
import { Waterfall } from './waterfall.tsx'

export interface DevtoolsPanelProps {
  readonly uploader: Uploader
  /** Whose `onEvent` the uploader was given. */
  readonly recorder: Recorder
  /** Where the uploads go, for the life of its credentials and for its journal rows. */
  readonly storage?: {
    readonly id: string
    readonly credentials?: Observable<CredentialsStatus>
  }
  /** Where the uploader remembers, a second one of the same scope for example. */
  readonly journal?: Pick<UploadJournal, 'list'>
  /** Of the page's Content-Security-Policy, for the style elements. */
  readonly nonce?: string
}

const noUploads: readonly Upload[] = []

export function DevtoolsPanel(props: DevtoolsPanelProps): ReactElement {
  const { uploader, recorder, storage, journal } = props
  const uploads = useObservable<readonly Upload[]>(uploader, noUploads)
  const [chosenId, choose] = useState<string | null>(null)
  const now = useNow()
  const entries = useJournal(journal, storage?.id, now)
  const upload = uploads.find(({ id }) => id === chosenId) ?? uploads.at(-1)

  return (
    <div className="rud-panel">
      <style nonce={props.nonce}>{devtoolsStyle}</style>
      <header className="rud-head">
        <strong>resumable-upload</strong>
        <CredentialsLife credentials={storage?.credentials} recorder={recorder} now={now} />
        <CopyReport {...{ uploader, recorder, entries }} credentials={storage?.credentials} />
      </header>
      <div className="rud-body">
        <UploadPicker uploads={uploads} chosen={upload} onChoose={choose} />
        {upload ? (
          <div className="rud-detail">
            <PartMap upload={upload} />
            <Waterfall upload={upload} recorder={recorder} now={now} />
            <ThroughputChart recorder={recorder} now={now} />
            <JournalRows upload={upload} entries={entries} isGiven={journal !== undefined} />
            <EventLog upload={upload} recorder={recorder} />
          </div>
        ) : (
          <p className="rud-empty">Nothing was uploaded in this page.</p>
        )}
      </div>
    </div>
  )
}
