import type { Observable } from '@resumable-upload/core'
import type { GetCredentials } from '@resumable-upload/oss'

/** When a token came and why it was asked for; never the token. */
export interface TokenArrival {
  readonly reason: Parameters<GetCredentials>[0]
  /** Epoch ms. */
  readonly at: number
}

export interface TokenLog extends Observable<readonly TokenArrival[]> {
  /** Writes down every token that this function brings. */
  readonly watch: (getCredentials: GetCredentials) => GetCredentials
}

/** Remembers how often tokens were renewed, for people to see; newest first. */
export function createTokenLog(): TokenLog {
  const listeners = new Set<() => void>()
  let arrivals: readonly TokenArrival[] = []
  return {
    getSnapshot: () => arrivals,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    watch: (getCredentials) => async (reason, signal) => {
      const credentials = await getCredentials(reason, signal)
      arrivals = [{ reason, at: Date.now() }, ...arrivals]
      for (const listener of listeners) listener()
      return credentials
    },
  }
}
