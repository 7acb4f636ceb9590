import type { JournalEntry } from '../ports/upload-journal.ts'

/** Oldest first; entries of the same millisecond keep one order over reloads. */
export function inOrder(a: JournalEntry, b: JournalEntry): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
}
