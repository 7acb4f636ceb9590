import type { CSSProperties, ReactElement } from 'react'
import { progressOf, type UploadSnapshot } from '@resumable-upload/core'
import { describeTimeLeft } from '../progress/describe-time-left.ts'
import type { Pace } from '../progress/use-pace.ts'
import { useRoot } from './root-context.ts'

export interface UploadProgressProps {
  readonly snapshot: UploadSnapshot
  readonly pace: Pace
}

/** The bar of one file, for eyes and ears. Without a value while nobody can know one. */
export function UploadProgress({ snapshot, pace }: UploadProgressProps): ReactElement {
  const { locale, format } = useRoot()
  const progress = progressOf(snapshot)
  const percent = format.percent(progress)
  const timeLeft = describeTimeLeft(pace.secondsLeft, locale, format)
  const value = {
    'aria-valuenow': Math.floor(progress * 100),
    'aria-valuetext': timeLeft ? locale.progress.join(percent, timeLeft) : percent,
  }
  const isUnknown = snapshot.status === 'preparing' || snapshot.status === 'finishing'
  // A custom property of CSS, which React's types do not know.
  const style = { '--ru-progress': progress } as CSSProperties

  return (
    <div
      {...(!isUnknown && value)}
      className="ru-progress"
      role="progressbar"
      aria-label={snapshot.file.name}
      aria-valuemin={0}
      aria-valuemax={100}
      data-indeterminate={isUnknown || undefined}
      style={style}
    />
  )
}
