import type { QueryKey, UnusedSkipTokenOptions } from '@tanstack/react-query'
import type { Observable } from '@resumable-upload/core'

/** What may be known of a token in the page. Never the keys. */
export interface CredentialsStatus {
  /** Epoch milliseconds; `null` before the first token. */
  readonly expiresAt: number | null
  /** Epoch milliseconds; `null` before the first token. */
  readonly renewedAt: number | null
  readonly renewals: number
  readonly state: string
}

export interface CredentialsQueryOptions {
  /** @default ['resumable-upload', 'credentials'] */
  readonly queryKey?: QueryKey
}

const defaultKey: QueryKey = ['resumable-upload', 'credentials']

/** The query of a token's life. It asks nobody; `useCredentialsStatus` keeps it up to date. */
export function credentialsQuery(
  status: Observable<CredentialsStatus>,
  { queryKey = defaultKey }: CredentialsQueryOptions = {},
): UnusedSkipTokenOptions<CredentialsStatus> {
  return {
    queryKey,
    queryFn: () => pickStatus(status.getSnapshot()),
    // Changes are told, not asked for; and what is known needs no network.
    staleTime: Infinity,
    networkMode: 'always',
  }
}

/**
 * Field by field: whatever else an object carries, keys for example, does not reach the cache,
 * where persisters and devtools would read it.
 */
export function pickStatus(status: CredentialsStatus): CredentialsStatus {
  const { expiresAt, renewedAt, renewals, state } = status
  return { expiresAt, renewedAt, renewals, state }
}
