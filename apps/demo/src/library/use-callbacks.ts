import { useQuery } from '@tanstack/react-query'
import { api, type Config } from '../api.ts'

/** When OSS told the backend of each object, by key; empty where no callbacks are ordered. */
export function useCallbacks({ user, callback }: Config): ReadonlyMap<string, string> {
  const { data = [] } = useQuery({
    queryKey: ['storage', 'callbacks', user],
    queryFn: ({ signal }) => api.callbacks(signal),
    enabled: callback !== null,
  })
  return new Map(data.map(({ key, at }) => [key, at]))
}
