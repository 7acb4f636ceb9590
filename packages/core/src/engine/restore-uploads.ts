import type { JournalEntry } from '../ports/upload-journal.ts'
import type { EarlierEntries } from './earlier-entries.ts'

export interface RestoreOptions<Restored> {
  readonly earlier: EarlierEntries
  /** Whether an upload of this file was added in this visit and will take up an entry by itself. */
  readonly isAwaited: (identity: string) => boolean
  readonly revive: (entry: JournalEntry) => Promise<Restored>
  readonly signal: AbortSignal
}

/** Lists what earlier visits left behind, and sees to what they canceled. Nothing after the signal. */
export async function restoreUploads<Restored>({
  earlier,
  isAwaited,
  revive,
  signal,
}: RestoreOptions<Restored>): Promise<readonly Restored[]> {
  const restored: Restored[] = []
  const left = new Set<string>()
  for (const entry of signal.aborted ? [] : await earlier.untaken()) {
    if (signal.aborted) return []
    const { identity, state } = entry
    if (state === 'discarding') void earlier.sweep(entry)
    // One is left for the upload that was added again; any others of the same file are offered.
    else if (isAwaited(identity) && !left.has(identity)) left.add(identity)
    else if (earlier.take(entry)) restored.push(await revive(entry))
  }
  return restored
}
