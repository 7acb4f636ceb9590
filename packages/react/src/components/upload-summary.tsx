import { useRef, type ReactElement } from 'react'
import type { UploadSnapshot } from '@resumable-upload/core'
import { applies, type GroupCommand } from '../commands/group-commands.ts'
import { useObservable } from '../hooks/use-observable.ts'
import { useWords } from '../locale/use-words.ts'
import { sumTotals } from '../observe/sum-totals.ts'
import { describeTimeLeft } from '../progress/describe-time-left.ts'
import { usePace } from '../progress/use-pace.ts'
import { lookOf, useRoot } from './root-context.ts'
import { SlotButton } from './slot-button.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

const none: readonly UploadSnapshot[] = []

/** All files in one line, and what can be done with all of them. Nothing while there is but one. */
export function UploadSummary(): ReactElement | null {
  const root = useRoot()
  const { format, commands, snapshots: observable } = root
  const locale = useWords()
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
  const labels: readonly (readonly [Exclude<GroupCommand, 'cancel'>, string])[] = [
    ['start', summary.startAll],
    ['pause', summary.pauseAll],
    ['resume', summary.resumeAll],
    ['retry', summary.retryFailed],
    ['clear', summary.clear],
  ]

  return (
    <div
      {...keptFocus}
      {...lookOf(root, 'summary', 'ru-summary')}
      ref={line}
      role="group"
      aria-label={summary.label}
    >
      {totals.files > 0 && (
        <p className="ru-summary-text">
          <strong>{summary.done(totals.done, totals.files)}</strong>
          <span>{facts.join(' · ')}</span>
        </p>
      )}
      <div className="ru-summary-actions">
        {labels
          .filter(([command]) => snapshots.some((snapshot) => applies(command, snapshot)))
          .map(([command, label]) => (
            <SlotButton key={command} onClick={() => commands[command]()}>
              {label}
            </SlotButton>
          ))}
      </div>
    </div>
  )
}
