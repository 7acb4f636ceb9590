import { planParts, type PartPlan } from '../model/part.ts'
import { PartStates } from '../model/parts-view.ts'
import type { FileAt } from '../model/upload-phase.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import { snapshotOf, type Newborn } from './birth.ts'
import type { Shared } from './shared.ts'

/** An upload of an earlier visit, as the journal tells of it. */
export function restoreUpload(shared: Shared, entry: JournalEntry, fileAt: FileAt): Newborn {
  const status = entry.state === 'paused' ? 'paused' : 'interrupted'
  const partCount = planOf(entry)?.partCount ?? 0
  const snapshot = snapshotOf(entry, { status }, shared.writer.availability)
  const waitingFor = status === 'interrupted' || fileAt === 'none' ? 'file' : null
  return { entry, snapshot: { ...snapshot, partCount, waitingFor, fileAt } }
}

/** The parts of an upload of an earlier visit, as the journal remembers them. */
export function rememberedParts(
  entry: JournalEntry,
  numbers: readonly number[],
): PartStates | null {
  const plan = planOf(entry)
  if (!plan) return null
  const states = new PartStates(plan)
  for (const number of numbers)
    if (number >= 1 && number <= plan.partCount) states.stored(number, 'reused')
  return states
}

/** `null` before anything was planned. */
function planOf(entry: JournalEntry): PartPlan | null {
  return entry.partSize > 0 ? planParts(entry.file.size, entry) : null
}
