import type { Format } from '../locale/format.ts'
import type { Words } from '../locale/words.ts'
import { fewSeconds } from './calm.ts'

/** "2 minutes left", or `null` while nobody knows. */
export function describeTimeLeft(
  secondsLeft: number | null,
  { progress }: Words,
  format: Format,
): string | null {
  if (secondsLeft === null) return null
  return secondsLeft <= fewSeconds
    ? progress.fewSecondsLeft
    : progress.left(format.duration(secondsLeft))
}
