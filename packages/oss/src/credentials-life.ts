import type { Clock } from '@resumable-upload/core'
import type { ServerClock } from './server-clock.ts'

/** A set as it came, from the application or from another tab. */
export interface Received {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string | null
  /** Epoch milliseconds on the server's clock. */
  readonly expiresAt: number
  /** Epoch milliseconds on the device's clock. */
  readonly receivedAt: number
}

interface Clocks {
  readonly clock: Clock
  readonly serverClock: ServerClock
}

const minute = 60_000

/**
 * How far these credentials are from their end. What seems to have expired when it came cannot be
 * judged with the clock as known: it is used until OSS refuses it, and never renewed in a loop.
 */
export function lifeOf(
  { expiresAt, receivedAt }: Received,
  { clock, serverClock }: Clocks,
): { readonly isDue: boolean; readonly isComfortable: boolean; readonly isGood: boolean } {
  const whole = expiresAt - (receivedAt + (serverClock.offset ?? 0))
  const left = expiresAt - serverClock.now(clock)
  const lead = Math.min(5 * minute, whole * 0.2)
  const isDue = whole > 0 && left <= lead
  return { isDue, isComfortable: left > lead / 2, isGood: left > 0 }
}

/** Good, and not about to be renewed. */
export function isWorthSharing(received: Received, clocks: Clocks): boolean {
  const { isDue, isGood } = lifeOf(received, clocks)
  return isGood && !isDue
}
