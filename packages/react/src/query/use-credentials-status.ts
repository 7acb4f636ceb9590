import { useEffect } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Observable } from '@resumable-upload/core'
import {
  credentialsQuery,
  pickStatus,
  type CredentialsQueryOptions,
  type CredentialsStatus,
} from './credentials-query.ts'

/** A token's life in the query cache, renewed with every renewal. `undefined` on the first render. */
export function useCredentialsStatus(
  status: Observable<CredentialsStatus>,
  options: CredentialsQueryOptions = {},
): CredentialsStatus | undefined {
  const queryClient = useQueryClient()
  const query = credentialsQuery(status, options)
  const { queryKey } = query
  const { data } = useQuery(query)

  useEffect(() => {
    const update = (): void => {
      queryClient.setQueryData(queryKey, pickStatus(status.getSnapshot()))
    }
    update()
    return status.subscribe(update)
  }, [queryClient, status, queryKey])

  return data
}
