import type { QueryKey, UnusedSkipTokenOptions } from '@tanstack/react-query'

export interface ObjectsQueryOptions<Objects> {
  /** @default ['resumable-upload', 'objects'] */
  readonly queryKey?: QueryKey
  /**
   * Asks the application's server, which lists under the user's prefix: pages have no right to list
   * a bucket. What it resolves to is cached, so let it hold keys, not signed links.
   */
  readonly list: (signal: AbortSignal) => Promise<Objects>
}

const defaultKey: QueryKey = ['resumable-upload', 'objects']

/** The query of the objects that are stored; `invalidateOnDone` asks anew after each upload. */
export function objectsQuery<Objects>({
  queryKey = defaultKey,
  list,
}: ObjectsQueryOptions<Objects>): UnusedSkipTokenOptions<Objects> {
  return { queryKey, queryFn: ({ signal }) => list(signal) }
}
