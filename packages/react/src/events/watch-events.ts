import type { Observable, UploadSnapshot, UploadStatus } from '@resumable-upload/core'
import type { UploadItem } from '../items/upload-item.ts'
import { toUploadItem } from '../items/upload-item.ts'
import { eventsBetween, type UploadEventName } from './upload-events.ts'

/** Tells what happens to the uploads of one component from now on. An upload starts once. */
export function watchEvents(
  snapshots: Observable<readonly UploadSnapshot[]>,
  tell: (event: UploadEventName, item: UploadItem) => void,
): () => void {
  let known = statusesOf(snapshots.getSnapshot())
  const started = new Set(known.keys())

  return snapshots.subscribe(() => {
    const now = snapshots.getSnapshot()
    const before = known
    known = statusesOf(now)
    for (const snapshot of now) {
      for (const event of eventsBetween(before.get(snapshot.id), snapshot)) {
        if (event === 'start' && started.has(snapshot.id)) continue
        if (event === 'start') started.add(snapshot.id)
        tell(event, toUploadItem(snapshot))
      }
    }
  })
}

function statusesOf(snapshots: readonly UploadSnapshot[]): Map<string, UploadStatus> {
  return new Map(snapshots.map(({ id, status }) => [id, status]))
}
