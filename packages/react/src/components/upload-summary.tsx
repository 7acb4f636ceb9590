import { useRef, type ReactElement } from 'react'
import { isSettled, type Upload, type UploadSnapshot } from '@resumable-upload/core'
import { useObservable } from '../hooks/use-observable.ts'
import { sumTotals } from '../observe/sum-totals.ts'
import { describeTimeLeft } from '../progress/describe-time-left.ts'
import { usePace } from '../progress/use-pace.ts'
import { onwardOf } from './allowed-actions.ts'
import { useRoot } from './root-context.ts'
import { useKeptFocus } from './use-kept-focus.ts'

const none: readonly UploadSnapshot[] = []

/** All files in one line, and what can be done with all of them. Nothing while there is but one. */
export function UploadSummary(): ReactElement | null {
  const { locale, format, uploader, attempt, snapshots: observable } = useRoot()
  const snapshots = useObservable(observable, none)
  const line = useRef<HTMLDivElement>(null)
  const keptFocus = useKeptFocus(line)
  const totals = sumTotals(snapshots)
  const pace = usePace(totals)
  if (snapshots.length < 2) return null

  const { summary } = locale
  const facts = [
    totals.failed > 0 ? summary.failed(totals.failed) : null,
    totals.done < totals.files
      ? locale.progress.of(format.bytes(totals.sentBytes), format.bytes(totals.bytes))
      : format.bytes(totals.bytes),
    pace.rate === null ? null : format.speed(pace.rate),
    describeTimeLeft(pace.secondsLeft, locale, format),
  ].filter((fact) => fact !== null)

  const commands: readonly Command[] = [
    {
      label: summary.pauseAll,
      applies: (snapshot) => onwardOf(snapshot) === 'pause',
      run: (upload) => upload.pause(),
    },
    {
      label: summary.resumeAll,
      applies: (snapshot) => onwardOf(snapshot) === 'resume',
      run: (upload) => upload.resume(),
    },
    {
      label: summary.retryFailed,
      applies: (snapshot) => onwardOf(snapshot) === 'retry',
      run: (upload) => upload.resume(),
    },
    {
      label: summary.clear,
      applies: ({ status }) => isSettled(status),
      run: ({ id }) => uploader.remove(id),
    },
  ]

  function runForAll({ applies, run }: Command): void {
    const meant = snapshots.filter(applies)
    for (const { id, file } of meant) {
      const upload = uploader.get(id)
      if (upload) attempt(file.name, () => run(upload))
    }
  }

  return (
    <div {...keptFocus} ref={line} className="ru-summary" role="group" aria-label={summary.label}>
      {totals.files > 0 && (
        <p className="ru-summary-text">
          <strong>{summary.done(totals.done, totals.files)}</strong>
          <span>{facts.join(' · ')}</span>
        </p>
      )}
      <div className="ru-summary-actions">
        {commands
          .filter(({ applies }) => snapshots.some(applies))
          .map((command) => (
            <button
              key={command.label}
              type="button"
              className="ru-button"
              onClick={() => runForAll(command)}
            >
              {command.label}
            </button>
          ))}
      </div>
    </div>
  )
}

interface Command {
  readonly label: string
  readonly applies: (snapshot: UploadSnapshot) => boolean
  readonly run: (upload: Upload) => void
}
