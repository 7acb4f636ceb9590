import type { UploadSnapshot } from '@resumable-upload/core'

/** Whether an upload belongs to a group; `undefined` stands for all of them. */
export function inGroup(group: string | undefined, snapshot: UploadSnapshot): boolean {
  return group === undefined || snapshot.group === group
}
