/** A speed may wander this far from what is shown, as a share of it, before the text follows. */
const rateTolerance = 0.1

/** More time left than is shown is believed from here on, as a share of it. */
const delayTolerance = 0.2

/** The speed to show next: small changes are noise, and noise is not read out. */
export function calmRate(shown: number | null, measured: number | null): number | null {
  if (shown === null || measured === null) return measured
  return Math.abs(measured - shown) <= shown * rateTolerance ? shown : measured
}

/**
 * The time left to show next, in seconds: in coarse steps, quick to go down, slow to go up, so
 * that it does not flicker between two values.
 */
export function calmSecondsLeft(shown: number | null, estimated: number | null): number | null {
  if (estimated === null) return null
  const coarse = roundUp(estimated)
  if (shown === null || coarse <= shown) return coarse
  return estimated > shown * (1 + delayTolerance) ? coarse : shown
}

/** Below this many seconds a number promises more than anybody knows. */
export const fewSeconds = 10

function roundUp(seconds: number): number {
  const step = stepFor(seconds)
  return Math.ceil(seconds / step) * step
}

function stepFor(seconds: number): number {
  if (seconds <= 60) return 5
  if (seconds <= 60 * 60) return 60
  return seconds <= 24 * 60 * 60 ? 5 * 60 : 60 * 60
}
