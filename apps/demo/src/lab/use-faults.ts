import type { ActiveFault } from '@resumable-upload/oss-emulator'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Emulator } from './emulator.ts'

export const faultsKey = ['emulator', 'faults'] as const

/** What is wrong with the storage at the moment, looked up every second. */
export function useFaults(emulator: Emulator): UseQueryResult<readonly ActiveFault[]> {
  return useQuery({
    queryKey: faultsKey,
    queryFn: ({ signal }) => emulator.faults(signal),
    // A fault that has met all its requests is over.
    select: (faults) => faults.filter(({ left }) => left !== 0),
    refetchInterval: 1000,
    retry: false,
  })
}
