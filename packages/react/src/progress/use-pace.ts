import type { UploadFacts } from '@resumable-upload/core'
import { calmRate, calmSecondsLeft } from './calm.ts'
import { useCalm } from './use-calm.ts'

/** How fast it goes and how long it takes, calm enough to be read. */
export interface Pace {
  /** Bytes a second. */
  readonly rate: number | null
  readonly secondsLeft: number | null
}

export function usePace({ rate, secondsLeft }: Pick<UploadFacts, keyof Pace>): Pace {
  return {
    rate: useCalm(rate, calmRate),
    secondsLeft: useCalm(secondsLeft, calmSecondsLeft),
  }
}
