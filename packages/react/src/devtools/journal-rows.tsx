import type { ReactElement } from 'react'
import type { JournalEntry, Upload } from '@resumable-upload/core'
import { useUpload } from '../hooks/use-upload.ts'
import { bytesText, timeText } from './figures.ts'

export interface JournalRowsProps {
  readonly upload: Upload
  readonly entries: readonly JournalEntry[]
  readonly isGiven: boolean
}

/** What a reload would find of this upload. */
export function JournalRows({ upload, entries, isGiven }: JournalRowsProps): ReactElement {
  const { file, group, journal } = useUpload(upload)
  // A file that was begun at an earlier visit goes on under that visit's entry.
  const rows = entries.filter(
    (entry) => entry.id === upload.id || (entry.group === group && isSame(entry.file, file)),
  )
  return (
    <section className="rud-box">
      <h3>
        Journal <span className="rud-muted">{isGiven ? journal : 'not given to the devtools'}</span>
      </h3>
      {rows.map((entry) => (
        <dl key={entry.id} className="rud-facts">
          {factsOf(entry).map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ))}
      {isGiven && rows.length === 0 && <p className="rud-muted">No row: nothing is unfinished.</p>}
    </section>
  )
}

function factsOf(entry: JournalEntry): readonly (readonly [string, string])[] {
  return [
    ['state', entry.state],
    ['owner', entry.owner ?? 'nobody'],
    ['key', entry.key || 'not decided'],
    ['upload id', entry.remote?.uploadId ?? 'not opened'],
    ['part size', partSizesOf(entry)],
    ['touched', timeText(entry.touchedAt)],
  ]
}

function partSizesOf({ partSize, recuts }: JournalEntry): string {
  if (partSize === 0) return 'not planned'
  const later = recuts.map((recut) => `${bytesText(recut.partSize)} from part ${recut.first}`)
  return [bytesText(partSize), ...later].join(', ')
}

type File = JournalEntry['file']

function isSame(one: File, other: File): boolean {
  return (
    one.name === other.name && one.size === other.size && one.lastModified === other.lastModified
  )
}
