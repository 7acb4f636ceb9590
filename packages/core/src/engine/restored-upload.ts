import { planParts } from '../model/part.ts'
import { PartStates } from '../model/parts-view.ts'
import type { FileAt } from '../model/upload-phase.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import { snapshotOf, type Newborn } from './birth.ts'
import type { Shared } from './shared.ts'

/** An upload of an earlier visit, as the journal tells of it. */
export function restoreUpload(shared: Shared, entry: JournalEntry, fileAt: FileAt): Newborn {
  const status = entry.state === 'paused' ? 'paused' : 'interrupted'
  const isPlanned = entry.partSize > 0
  const partCount = isPlanned ? planParts(entry.file.size, entry.partSize).partCount : 0
  const snapshot = snapshotOf(entry, { status }, shared.writer.availability)
  const waitingFor = status === 'interrupted' || fileAt === 'none' ? 'file' : null
  return { entry, snapshot: { ...snapshot, partCount, waitingFor, fileAt } }
}

/** The parts of an upload of an earlier visit, as the journal remembers them. */
export function rememberedParts(
  fileSize: number,
  partSize: number,
  numbers: readonly number[],
): PartStates | null {
  if (partSize === 0) return null
  const states = new PartStates(planParts(fileSize, partSize))
  for (const number of numbers)
    if (number >= 1 && number <= states.plan.partCount) states.stored(number, 'reused')
  return states
}
