import { progressOf, type UploadSnapshot } from '@resumable-upload/core'
import { needsClick, needsFile } from '../files/needs-file.ts'
import type { Milestone, UploadLocale } from '../locale/upload-locale.ts'

/** How far each upload was when somebody last heard of it, by id. `null`: nothing to say. */
export type Milestones = ReadonlyMap<string, Milestone | null>

export function milestonesOf(snapshots: readonly UploadSnapshot[]): Milestones {
  return new Map(snapshots.map((snapshot) => [snapshot.id, milestoneOf(snapshot)]))
}

/** What happened between two looks, many uploads in few sentences; `''` where nothing did. */
export function collectNews(
  before: Milestones,
  snapshots: readonly UploadSnapshot[],
  { news }: UploadLocale,
): string {
  const told = new Map<Milestone, { files: number; readonly first: string }>()
  for (const snapshot of snapshots) {
    const milestone = milestoneOf(snapshot)
    const known = before.get(snapshot.id)
    if (!milestone || milestone === known) continue
    // A retry begins below one half again; only a newcomer was added.
    if (milestone === 'added' && known !== undefined) continue
    const same = told.get(milestone)
    if (same) same.files += 1
    else told.set(milestone, { files: 1, first: snapshot.file.name })
  }
  return Array.from(told, ([milestone, { files, first }]) => news[milestone](files, first)).join(
    ' ',
  )
}

function milestoneOf(snapshot: UploadSnapshot): Milestone | null {
  if (snapshot.status === 'canceled') return null
  if (needsFile(snapshot)) return 'needsFile'
  if (needsClick(snapshot)) return 'needsClick'
  if (snapshot.status === 'done' || snapshot.status === 'failed') return snapshot.status
  return progressOf(snapshot) >= 0.5 ? 'half' : 'added'
}
