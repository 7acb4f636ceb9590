import type { UploadSnapshot } from '@resumable-upload/core'
import { toUploadItem, type UploadItem } from './upload-item.ts'

const known = new WeakMap<readonly UploadSnapshot[], readonly UploadItem[]>()

/** The same list of items for the same list of snapshots: each of many rows may ask. */
export function itemsOf(snapshots: readonly UploadSnapshot[]): readonly UploadItem[] {
  const items = known.get(snapshots) ?? snapshots.map(toUploadItem)
  known.set(snapshots, items)
  return items
}
