import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Uploader } from '@resumable-upload/core'
import { observeSnapshots } from '../observe/observe-snapshots.ts'

/** Has these queries asked anew whenever uploads are done. Returns how to stop: made for an effect. */
export function invalidateOnDone(
  uploader: Uploader,
  queryClient: QueryClient,
  queryKey: QueryKey,
): () => void {
  const snapshots = observeSnapshots(uploader)
  let known = doneIds()

  return snapshots.subscribe(() => {
    const done = doneIds()
    const isNews = [...done].some((id) => !known.has(id))
    known = done
    if (isNews) void queryClient.invalidateQueries({ queryKey })
  })

  function doneIds(): ReadonlySet<string> {
    const done = snapshots.getSnapshot().filter(({ status }) => status === 'done')
    return new Set(done.map(({ id }) => id))
  }
}
