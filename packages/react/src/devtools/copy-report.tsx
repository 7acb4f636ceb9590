import { useState, type ReactElement } from 'react'
import type { JournalEntry, Observable, Uploader } from '@resumable-upload/core'
import { copyText } from '../components/copy-text.ts'
import type { CredentialsStatus } from '../query/credentials-query.ts'
import type { Recorder } from './recorder.ts'
import { reportOf } from './report.ts'

export interface CopyReportProps {
  readonly uploader: Uploader
  readonly recorder: Recorder
  readonly entries: readonly JournalEntry[]
  readonly credentials: Observable<CredentialsStatus> | undefined
}

/** Puts everything into the clipboard, for a bug report. */
export function CopyReport({
  uploader,
  recorder,
  entries,
  credentials,
}: CopyReportProps): ReactElement {
  const [isCopied, setCopied] = useState(false)

  async function copy(): Promise<void> {
    const report = reportOf({
      at: Date.now(),
      userAgent: navigator.userAgent,
      uploads: uploader.getSnapshot().map((upload) => upload.getSnapshot()),
      requests: recorder.requests,
      events: recorder.events,
      journal: entries,
      credentials: credentials?.getSnapshot() ?? null,
    })
    setCopied(await copyText(report))
  }

  return (
    <button type="button" className="rud-button" onClick={() => void copy()}>
      <span aria-live="polite">{isCopied ? 'Copied' : 'Copy report'}</span>
    </button>
  )
}
