import type { Clock } from '@resumable-upload/core'

/** OSS's time, learned from what it answers: a wrong clock of the device never ends an upload. */
export interface ServerClock {
  /** Server minus device, in milliseconds; `null` until learned. */
  readonly offset: number | null
  /** OSS's time as far as known, in epoch milliseconds. */
  now(clock: Clock): number
  /**
   * Takes one more sample. `refuted` is the offset with which a request was just refused: samples
   * that agree with it are forgotten, so that neither a bogus one nor an old one can stay.
   */
  learn(serverTime: number, clock: Clock, refuted?: number): void
  /**
   * Takes the time of an answer to a request that was not refused. What is further off than OSS
   * forgives cannot be true, and teaches nothing.
   */
  confirm(serverTime: number, clock: Clock): void
}

const sampleLimit = 5
/** Samples closer to each other than this say the same. */
const tolerance = 60_000
/** OSS refuses signatures that are further off than this. */
const forgiven = 15 * 60_000

export function createServerClock(): ServerClock {
  let samples: readonly number[] = []
  let offset: number | null = null

  const learn: ServerClock['learn'] = (serverTime, clock, refuted) => {
    const sample = serverTime - clock.now()
    const kept = samples.filter(
      (known) => refuted === undefined || Math.abs(known - refuted) > tolerance,
    )
    samples = [...kept, sample].slice(-sampleLimit)
    offset = medianOf(samples, sample)
  }

  return {
    get offset() {
      return offset
    },
    now: (clock) => clock.now() + (offset ?? 0),
    learn,
    confirm(serverTime, clock) {
      const away = Math.abs(serverTime - clock.now() - (offset ?? 0))
      if (away <= forgiven) learn(serverTime, clock)
    },
  }
}

/** Of two in the middle, the one nearer to the newest. */
function medianOf(samples: readonly number[], newest: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? newest
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? newest
  return Math.abs(upper - newest) <= Math.abs(lower - newest) ? upper : lower
}
