import type { JournalChange } from '../ports/upload-journal.ts'

/** The same outcome by fewer changes: what a later one of the same transaction undoes is left out. */
export function lastWords(changes: readonly JournalChange[]): readonly JournalChange[] {
  const decided = new Set<string>()
  const forgotten = new Set<string>()
  const dropped = new Set<string>()
  const counts = (change: JournalChange): boolean => {
    switch (change.type) {
      case 'put':
        return addsTo(decided, change.entry.id)
      case 'putPart':
        return !dropped.has(change.id)
      case 'dropParts':
        return addsTo(dropped, change.id)
      case 'forget':
        decided.add(change.id)
        dropped.add(change.id)
        return addsTo(forgotten, change.id)
    }
  }
  return [...changes].reverse().filter(counts).reverse()
}

/** Returns whether it was missing. */
function addsTo(set: Set<string>, id: string): boolean {
  if (set.has(id)) return false
  set.add(id)
  return true
}
