import type { Observable } from '@resumable-upload/core'

/** What a page may show of its credentials: when, never what. Plain data. */
export interface CredentialsStatus {
  /**
   * - `none`: not asked for yet.
   * - `ready`: good ones are at hand.
   * - `renewing`: the application is asked for new ones.
   * - `unavailable`: the application could not give any; asked again after a pause.
   * - `signed-out`: the application says that nobody is signed in.
   */
  readonly state: 'none' | 'ready' | 'renewing' | 'unavailable' | 'signed-out'
  /** Epoch milliseconds on the device's clock; `null` for none and for a permanent key. */
  readonly expiresAt: number | null
  /** Epoch milliseconds on the device's clock. */
  readonly renewedAt: number | null
  /** How often credentials were replaced. */
  readonly renewals: number
}

export interface StatusCell extends Observable<CredentialsStatus> {
  readonly update: (change: Partial<CredentialsStatus>) => void
}

export function createStatusCell(): StatusCell {
  const listeners = new Set<() => void>()
  let status: CredentialsStatus = { state: 'none', expiresAt: null, renewedAt: null, renewals: 0 }
  return {
    getSnapshot: () => status,
    subscribe(listener) {
      // Wrapped, so that a listener that subscribes twice is called twice and removed once.
      const own = () => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    update(change) {
      status = { ...status, ...change }
      for (const listener of listeners) listener()
    },
  }
}
