import type { Observable, Upload, UploadSnapshot, Uploader } from '@resumable-upload/core'
import { inGroup } from '../items/in-group.ts'

/**
 * All snapshots of one group as one value. However many uploads change in one tick, listeners hear
 * of it once.
 */
export function observeSnapshots(
  uploader: Uploader,
  group?: string,
): Observable<readonly UploadSnapshot[]> {
  let current: readonly UploadSnapshot[] = []

  function getSnapshot(): readonly UploadSnapshot[] {
    const next = uploader
      .getSnapshot()
      .map((upload) => upload.getSnapshot())
      .filter((snapshot) => inGroup(group, snapshot))
    if (!isSame(current, next)) current = next
    return current
  }

  function subscribe(listener: () => void): () => void {
    const watched = new Map<Upload, () => void>()
    let isDue = false
    let isOver = false

    function notify(): void {
      if (isDue) return
      isDue = true
      queueMicrotask(() => {
        isDue = false
        if (!isOver) listener()
      })
    }

    function follow(): void {
      const uploads = new Set(uploader.getSnapshot())
      for (const [upload, stop] of watched) {
        if (uploads.has(upload)) continue
        stop()
        watched.delete(upload)
      }
      for (const upload of uploads) {
        if (!watched.has(upload)) watched.set(upload, upload.subscribe(notify))
      }
    }

    follow()
    const stopList = uploader.subscribe(() => {
      follow()
      notify()
    })
    return () => {
      isOver = true
      stopList()
      for (const stop of watched.values()) stop()
    }
  }

  return { subscribe, getSnapshot }
}

function isSame(one: readonly UploadSnapshot[], other: readonly UploadSnapshot[]): boolean {
  return one.length === other.length && one.every((snapshot, index) => snapshot === other[index])
}
