import { UploadError } from '../model/upload-error.ts'
import type { Clock } from '../ports/environment.ts'
import type { JournalEntry, PartRecord, UploadJournal } from '../ports/upload-journal.ts'
import { createMemoryJournal } from './memory-journal.ts'
import { systemClock } from './system-clock.ts'

/** A timer that comes so many milliseconds late means that the page was frozen. */
const frozenAfter = 5_000

export interface ForgivingJournalOptions {
  /** How long one operation may take, in milliseconds. @default 5 seconds */
  readonly patience?: number
  readonly clock?: Clock
  /** Called once, when memory is all that is left; `reason` says why. */
  readonly onAvailabilityChange?: (
    availability: UploadJournal['availability'],
    reason: UploadError,
  ) => void
}

/**
 * A journal that never hangs, and never rejects for what the browser does. After the first failure it goes on in memory with
 * what this page wrote or claimed, and is `unavailable` from then on; what can still be written
 * behind it is, so that a finished or canceled upload is not offered again.
 */
export function forgivingJournal(
  journal: UploadJournal,
  options: ForgivingJournalOptions = {},
): UploadJournal {
  const { patience = 5_000, clock = systemClock, onAvailabilityChange } = options
  const memory = createMemoryJournal()
  /** Entries of earlier visits, as last read: what can be claimed when reading fails. */
  const seen = new Map<string, JournalEntry>()
  let failed = false

  /** `undefined` when the journal does not do it; then memory has to. */
  async function attempt<Result>(
    work: () => Promise<Result>,
  ): Promise<{ readonly result: Result } | undefined> {
    if (failed) return undefined
    try {
      return { result: await within(patience, clock, work) }
    } catch (thrown) {
      giveUp(UploadError.from(thrown))
      return undefined
    }
  }

  function giveUp(reason: UploadError): void {
    if (failed) return
    failed = true
    onAvailabilityChange?.('unavailable', reason)
  }

  async function pass(work: () => Promise<void>): Promise<void> {
    if (failed) void within(patience, clock, work).catch(() => undefined)
    else await attempt(work)
  }

  return {
    get availability() {
      return failed ? 'unavailable' : journal.availability
    },
    async list(storageId) {
      const read = await attempt(() => journal.list(storageId))
      if (!read) return memory.list(storageId)
      for (const entry of read.result) seen.set(entry.id, entry)
      return read.result
    },
    async get(id) {
      const read = await attempt(() => journal.get(id))
      if (!read) return (await memory.get(id)) ?? seen.get(id)
      if (read.result) seen.set(id, read.result)
      return read.result
    },
    async parts(id) {
      const read = await attempt(() => journal.parts(id))
      if (!read) return memory.parts(id)
      if (await memory.get(id)) await memory.write(asChanges(id, read.result))
      return read.result
    },
    async write(changes, writeOptions) {
      await memory.write(changes)
      for (const change of changes) if (change.type === 'forget') seen.delete(change.id)
      await pass(() => journal.write(changes, writeOptions))
    },
    async claim(id, wanted) {
      const answer = await attempt(() => journal.claim(id, wanted))
      if (answer) {
        if (answer.result) await memory.write([{ type: 'put', entry: answer.result }])
        return answer.result
      }
      const known = (await memory.get(id)) ?? seen.get(id)
      if (known) await memory.write([{ type: 'put', entry: known }])
      return memory.claim(id, wanted)
    },
    async clear() {
      seen.clear()
      await memory.clear()
      await pass(() => journal.clear())
    },
    close: () => journal.close(),
  }
}

/** Rejects with `timed-out` when `work` takes longer; what comes later is ignored. */
async function within<Result>(
  patience: number,
  clock: Clock,
  work: () => Promise<Result>,
): Promise<Result> {
  const settled = new AbortController()
  const tooLate = expire(patience, clock, settled.signal)
  try {
    return await Promise.race([work(), tooLate])
  } finally {
    tooLate.catch(() => undefined)
    settled.abort()
  }
}

/** Rejects when the time is over. Time in which the page was frozen or the machine slept is none. */
async function expire(patience: number, clock: Clock, signal: AbortSignal): Promise<never> {
  for (;;) {
    const due = clock.elapsed() + patience
    await clock.sleep(patience, signal)
    if (clock.elapsed() - due < frozenAfter)
      throw new UploadError('timed-out', 'The memory of unfinished uploads does not answer.')
  }
}

function asChanges(
  id: string,
  parts: readonly PartRecord[],
): readonly { readonly type: 'putPart'; readonly id: string; readonly part: PartRecord }[] {
  return parts.map((part) => ({ type: 'putPart', id, part }))
}
