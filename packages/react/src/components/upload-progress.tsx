import type { CSSProperties, ReactElement } from 'react'
import { progressOf, type UploadSnapshot } from '@resumable-upload/core'
import { describeTimeLeft } from '../progress/describe-time-left.ts'
import type { Pace } from '../progress/use-pace.ts'
import type { ProgressSlotProps } from './props/upload-components.ts'
import { lookOf, useRoot } from './root-context.ts'

export interface UploadProgressProps {
  readonly snapshot: UploadSnapshot
  readonly pace: Pace
}

/** The bar of one file, for eyes and ears. Without a value while nobody can know one. */
export function UploadProgress({ snapshot, pace }: UploadProgressProps): ReactElement {
  const root = useRoot()
  const { locale, format, components } = root
  const progress = progressOf(snapshot)
  const percent = format.percent(progress)
  const timeLeft = describeTimeLeft(pace.secondsLeft, locale, format)
  const isUnknown = snapshot.status === 'preparing' || snapshot.status === 'finishing'
  const { className, style } = lookOf(root, 'progress', 'ru-progress')
  const valueText = timeLeft ? locale.progress.join(percent, timeLeft) : percent
  const { Progress = PlainProgress } = components ?? {}
  const bar = (
    <Progress
      percent={isUnknown ? null : Math.floor(progress * 100)}
      status={snapshot.status}
      className={className}
      aria-label={snapshot.file.name}
      aria-valuetext={isUnknown ? undefined : valueText}
    />
  )
  return style ? <div style={style}>{bar}</div> : bar
}

function PlainProgress({ percent, className, ...words }: ProgressSlotProps): ReactElement {
  const isUnknown = percent === null
  const { 'aria-label': label, 'aria-valuetext': valueText } = words
  // A custom property of CSS, which React's types do not know.
  const style = { '--ru-progress': (percent ?? 0) / 100 } as CSSProperties
  return (
    <div
      className={className}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(!isUnknown && { 'aria-valuenow': percent, 'aria-valuetext': valueText })}
      data-indeterminate={isUnknown || undefined}
      style={style}
    />
  )
}
