import { useEffect, useState } from 'react'
import type { JournalEntry, UploadJournal } from '@resumable-upload/core'

const none: readonly JournalEntry[] = []

/** The rows of the journal, read once a second. */
export function useJournal(
  journal: Pick<UploadJournal, 'list'> | undefined,
  storageId: string | undefined,
  now: number,
): readonly JournalEntry[] {
  const [entries, setEntries] = useState(none)
  const second = Math.floor(now / 1000)
  useEffect(() => {
    if (!journal || storageId === undefined) return
    let isOver = false
    journal.list(storageId).then(
      (rows) => !isOver && setEntries(rows),
      // A journal that cannot be read has no rows to show.
      () => !isOver && setEntries(none),
    )
    return () => {
      isOver = true
    }
  }, [journal, storageId, second])
  return entries
}
