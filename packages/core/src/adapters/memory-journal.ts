import type {
  JournalChange,
  JournalEntry,
  PartRecord,
  UploadJournal,
} from '../ports/upload-journal.ts'
import { inOrder } from './journal-order.ts'

export interface MemoryJournalOptions {
  /** What it says of itself. It lasts as long as the page. @default 'unavailable' */
  readonly availability?: UploadJournal['availability']
}

/** A journal that ends with the page. Rejects only a change that could not be stored anywhere. */
export function createMemoryJournal({
  availability = 'unavailable',
}: MemoryJournalOptions = {}): UploadJournal {
  const entries = new Map<string, JournalEntry>()
  const parts = new Map<string, Map<number, PartRecord>>()

  function apply(change: JournalChange): void {
    switch (change.type) {
      case 'put':
        entries.set(change.entry.id, change.entry)
        break
      case 'putPart': {
        const records = parts.get(change.id) ?? new Map<number, PartRecord>()
        parts.set(change.id, records.set(change.part.number, change.part))
        break
      }
      case 'forget':
        entries.delete(change.id)
        parts.delete(change.id)
        break
      case 'dropParts':
        parts.delete(change.id)
        break
    }
  }

  return {
    availability,
    list: async (storageId) =>
      structuredClone(
        [...entries.values()].filter((entry) => entry.storageId === storageId).sort(inOrder),
      ),
    get: async (id) => structuredClone(entries.get(id)),
    parts: async (id) =>
      structuredClone([...(parts.get(id)?.values() ?? [])].sort((a, b) => a.number - b.number)),
    // Cloned as a whole before the first is applied: all of them or none.
    write: async (changes) => structuredClone(changes).forEach(apply),
    claim: async (id, { from, owner }) => {
      const entry = entries.get(id)
      if (entry?.owner !== from) return undefined
      const claimed = { ...entry, owner }
      entries.set(id, claimed)
      return structuredClone(claimed)
    },
    clear: async () => {
      entries.clear()
      parts.clear()
    },
    close: () => undefined,
  }
}
