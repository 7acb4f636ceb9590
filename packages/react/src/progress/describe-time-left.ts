import type { Format } from '../locale/format.ts'
import type { UploadLocale } from '../locale/upload-locale.ts'
import { fewSeconds } from './calm.ts'

/** "2 minutes left", or `null` while nobody knows. */
export function describeTimeLeft(
  secondsLeft: number | null,
  { progress }: UploadLocale,
  format: Format,
): string | null {
  if (secondsLeft === null) return null
  return secondsLeft <= fewSeconds
    ? progress.fewSecondsLeft
    : progress.left(format.duration(secondsLeft))
}
