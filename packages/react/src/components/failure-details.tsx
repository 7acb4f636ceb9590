import { useState, type ReactElement } from 'react'
import type { FileInfo, UploadFailure } from '@resumable-upload/core'
import { useWords } from '../locale/use-words.ts'
import { copyText } from './copy-text.ts'
import { SlotButton } from './slot-button.tsx'

export interface FailureDetailsProps {
  readonly file: FileInfo
  readonly failure: UploadFailure
}

/** What support asks for, behind a disclosure. */
export function FailureDetails({ file, failure }: FailureDetailsProps): ReactElement {
  const { details } = useWords()
  const [isCopied, setCopied] = useState(false)
  const facts = [
    [details.code, failure.code],
    [details.requestId, failure.requestId],
    [details.ec, failure.ec],
    [details.part, failure.part?.toString()],
  ].filter((fact): fact is [string, string] => fact[1] !== undefined)

  async function copy(): Promise<void> {
    setCopied(await copyText(reportOf(file, failure)))
  }

  return (
    <details className="ru-details">
      <summary>{details.show}</summary>
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <SlotButton onClick={() => void copy()}>
        <span aria-live="polite">{isCopied ? details.copied : details.copy}</span>
      </SlotButton>
    </details>
  )
}

/** In English, whatever the page speaks: it goes to those who run the storage. */
function reportOf(file: FileInfo, failure: UploadFailure): string {
  return [
    ['file', `${file.name} (${file.size} bytes)`],
    ['code', failure.code],
    ['message', failure.message],
    ['request id', failure.requestId],
    ['ec', failure.ec],
    ['part', failure.part],
  ]
    .filter(([, value]) => value !== undefined)
    .map(([term, value]) => `${term}: ${value}`)
    .join('\n')
}
