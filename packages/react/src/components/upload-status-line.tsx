import type { ReactElement } from 'react'
import { isRunning, progressOf, type UploadSnapshot } from '@resumable-upload/core'
import { needsClick, needsFile } from '../files/needs-file.ts'
import { describeStatus } from '../locale/describe-status.ts'
import type { Words } from '../locale/words.ts'
import { describeTimeLeft } from '../progress/describe-time-left.ts'
import type { Pace } from '../progress/use-pace.ts'
import { Icon, type IconName } from './icon.tsx'
import { useRoot, type Root } from './root-context.ts'

export interface UploadStatusLineProps {
  readonly snapshot: UploadSnapshot
  readonly pace: Pace
}

/** One plain sentence, or the numbers while bytes flow; below it what else is worth knowing. */
export function UploadStatusLine({ snapshot, pace }: UploadStatusLineProps): ReactElement {
  const root = useRoot()
  const icon = iconOf(snapshot)
  const note = noteOf(snapshot, root)
  const isFlowing = snapshot.status === 'uploading' && !snapshot.waitingFor
  return (
    <>
      <p className="ru-status">
        {icon && <Icon name={icon} />}
        <span className="ru-status-text">
          {isFlowing
            ? describeFlow(snapshot, pace, root)
            : describeStatus(snapshot, root.locale, root.format)}
        </span>
        {isMeasured(snapshot) && (
          <span className="ru-percent" aria-hidden="true">
            {root.format.percent(progressOf(snapshot))}
          </span>
        )}
      </p>
      {note && <p className="ru-note">{note}</p>}
    </>
  )
}

/** Some bytes are there, and more are on their way. */
function isMeasured(snapshot: UploadSnapshot): boolean {
  const { status } = snapshot
  return isRunning(status) && status !== 'finishing' && snapshot.sentBytes > 0
}

function describeFlow(snapshot: UploadSnapshot, pace: Pace, { locale, format }: Root): string {
  const { size } = snapshot.file
  const sent = format.bytes(Math.min(snapshot.sentBytes, size))
  return [
    locale.progress.of(sent, format.bytes(size)),
    pace.rate === null ? null : format.speed(pace.rate),
    describeTimeLeft(pace.secondsLeft, locale, format),
  ]
    .filter((words) => words !== null)
    .join(' · ')
}

function noteOf(snapshot: UploadSnapshot, { locale, format }: Root): string | null {
  if (snapshot.owner === 'silent') return locale.notes.silent
  if (snapshot.owner === 'elsewhere') return describeOwner(snapshot, locale)
  if (!isRunning(snapshot.status)) return null
  if (snapshot.journal === 'unavailable') return locale.notes.noMemory
  if (snapshot.status !== 'uploading' || snapshot.reusedParts === 0) return null
  return locale.notes.reused(format.count(snapshot.reusedParts), format.count(snapshot.partCount))
}

/** The status line says it already of what only waits for the other tab. */
function describeOwner(
  { status, waitingFor }: UploadSnapshot,
  { waitingFor: reasons, notes }: Words,
): string | null {
  if (waitingFor === 'tab') return null
  return isRunning(status) ? reasons.tab : notes.elsewhere
}

function iconOf(snapshot: UploadSnapshot): IconName | null {
  if (needsFile(snapshot) || needsClick(snapshot)) return 'interrupted'
  if (snapshot.waitingFor && (isRunning(snapshot.status) || snapshot.status === 'interrupted')) {
    return 'waiting'
  }
  switch (snapshot.status) {
    case 'done':
      return 'done'
    case 'failed':
      return 'problem'
    case 'paused':
      return 'pause'
    case 'canceled':
      return 'close'
    case 'queued':
      return 'waiting'
    case 'interrupted':
    case 'preparing':
    case 'uploading':
    case 'finishing':
      return null
  }
}
