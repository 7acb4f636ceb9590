import type { Observable, UploadSnapshot } from '@resumable-upload/core'
import { toUploadItem, type UploadItem } from '../items/upload-item.ts'
import { triggersOf, type Trigger } from './trigger.ts'

/** Milliseconds between two reports of the progress of one file. */
const progressInterval = 250

/** Numbers of one file while it is being sent. */
export interface ItemProgress {
  readonly sentBytes: number
  /** In bytes. */
  readonly size: number
  /** From 0 to 100. */
  readonly percent: number
  /** Bytes a second; `null` until measured and while nothing moves. */
  readonly rate: number | null
  readonly secondsLeft: number | null
}

export interface ItemListener {
  /**
   * Called for each success, error and removal; of others that happen at once, for the last: ten
   * thousand files may be added in one go.
   */
  readonly onChange: (item: UploadItem, trigger: Trigger) => void
  readonly onProgress?: (item: UploadItem, progress: ItemProgress) => void
}

/** The items of a view. The snapshot is replaced when a state changes, not when bytes flow. */
export interface ItemTracker extends Observable<readonly UploadItem[]> {
  /** Tells what changed since it was last watched, and what changes from now on. */
  watch(listener: ItemListener): () => void
  /** Whether this upload was on the list at any time. */
  hasSeen(uid: string): boolean
  /** Takes these off the list without a word to the listener, who knows. */
  forget(uids: ReadonlySet<string>): void
}

export function trackItems(snapshots: Observable<readonly UploadSnapshot[]>): ItemTracker {
  const listeners = new Set<() => void>()
  const seen = new Set<string>()
  const reportedAt = new Map<string, number>()
  let known: ReadonlyMap<string, UploadSnapshot> = new Map()
  let items: readonly UploadItem[] = []
  let isFirstLook = true

  function replace(next: ReadonlyMap<string, UploadSnapshot>): void {
    known = next
    items = Array.from(next.values(), toUploadItem)
    for (const listener of listeners) listener()
  }

  function look({ onChange, onProgress }: ItemListener): void {
    const before = known
    const now = mapOf(snapshots.getSnapshot())
    const changes = changesBetween(before, now, isFirstLook)
    isFirstLook = false
    for (const id of now.keys()) seen.add(id)
    if (changes.length > 0) replace(now)
    else known = now
    for (const { snapshot, trigger } of worthTelling(changes))
      onChange(itemOf(snapshot, trigger), trigger)
    if (!onProgress) return
    for (const snapshot of now.values()) {
      if (hasMoved(before.get(snapshot.id), snapshot) && isDue(snapshot.id))
        onProgress(toUploadItem(snapshot), progressFactsOf(snapshot))
    }
  }

  function isDue(id: string): boolean {
    const now = performance.now()
    if (now - (reportedAt.get(id) ?? -Infinity) < progressInterval) return false
    reportedAt.set(id, now)
    return true
  }

  return {
    getSnapshot: () => items,
    subscribe(listener) {
      const own = (): void => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    watch(listener) {
      look(listener)
      return snapshots.subscribe(() => look(listener))
    },
    hasSeen: (uid) => seen.has(uid),
    forget(uids) {
      replace(new Map(Array.from(known).filter(([id]) => !uids.has(id))))
    },
  }
}

/** What was canceled is no item any more. */
function mapOf(snapshots: readonly UploadSnapshot[]): ReadonlyMap<string, UploadSnapshot> {
  const items = snapshots.filter(({ status }) => status !== 'canceled')
  return new Map(items.map((snapshot) => [snapshot.id, snapshot]))
}

interface Change {
  readonly snapshot: UploadSnapshot
  readonly trigger: Trigger
}

function changesBetween(
  before: ReadonlyMap<string, UploadSnapshot>,
  now: ReadonlyMap<string, UploadSnapshot>,
  isFirstLook: boolean,
): readonly Change[] {
  const changes: Change[] = []
  for (const snapshot of now.values()) {
    const triggers = triggersOf(before.get(snapshot.id)?.status, snapshot.status, isFirstLook)
    for (const trigger of triggers) changes.push({ snapshot, trigger })
  }
  for (const [id, snapshot] of before)
    if (!now.has(id)) changes.push({ snapshot, trigger: 'remove' })
  return changes
}

function worthTelling(changes: readonly Change[]): readonly Change[] {
  const last = new Map(changes.map((change) => [change.trigger, change]))
  return changes.filter((change) => isEnd(change.trigger) || last.get(change.trigger) === change)
}

function isEnd(trigger: Trigger): boolean {
  return trigger === 'success' || trigger === 'error' || trigger === 'remove'
}

function itemOf(snapshot: UploadSnapshot, trigger: Trigger): UploadItem {
  const item = toUploadItem(snapshot)
  return trigger === 'remove' ? { ...item, status: 'removed' } : item
}

function hasMoved(before: UploadSnapshot | undefined, now: UploadSnapshot): boolean {
  return before !== undefined && before.sentBytes !== now.sentBytes
}

function progressFactsOf(snapshot: UploadSnapshot): ItemProgress {
  const { sentBytes, file, rate, secondsLeft } = snapshot
  return { sentBytes, size: file.size, percent: toUploadItem(snapshot).percent, rate, secondsLeft }
}
