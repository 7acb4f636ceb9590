import type { JournalEntry } from '../ports/upload-journal.ts'
import { linkedAbort } from './linked-abort.ts'
import type { Run, Settlement } from './run.ts'
import type { Shared } from './shared.ts'
import type { UploadMemory } from './upload-memory.ts'

/** How long the word of another tab may be on its way after the journal has changed, in milliseconds. */
const wordsTakeAtMost = 1_000

/**
 * - `ours`: this tab drives the upload now.
 * - `elsewhere`: another tab that lives drives it.
 * - `forgotten`: its entry is gone, and nobody said why.
 * - a settlement: it ended in another tab.
 */
export type Ownership = 'ours' | 'elsewhere' | 'forgotten' | Settlement

/** Makes this tab the one that drives the upload, unless another one that lives does. */
export async function takeOwnership(run: Run): Promise<Ownership> {
  const { memory, news, shared } = run
  const { journal, tabs } = shared
  const earlier = await run.findEarlier()
  if (earlier) {
    const { id } = memory.entry
    await memory.become(earlier)
    tabs.post({ type: 'replaced', id })
  }
  for (;;) {
    run.signal.throwIfAborted()
    const { id, owner, state } = memory.entry
    // Canceled by its owner, who may have died before the storage heard of it: the next visit sees to it.
    if (state === 'discarding') return { object: null }
    if (owner === tabs.id) return 'ours'
    const settlement = news.of(id)
    if (settlement) return settlement

    const current = await readRow(shared, memory, run.signal)
    const isKnown = current !== undefined || journal.availability === 'unavailable'
    if (!isKnown) return (await wordOnItsWay(run, id)) ?? 'forgotten'
    const holder = (current ?? memory.entry).owner
    const isElsewhere = holder !== null && holder !== tabs.id && (await tabs.isAlive(holder))
    if (isElsewhere && current) memory.adopt(current)
    if (isElsewhere) return 'elsewhere'
    memory.adopt(await claimOrTake(run, current))
  }
}

/**
 * Makes this tab the owner of an entry whose owner is gone. `undefined` when another was quicker.
 * The lock comes first: an owner without one looks dead, and would be robbed.
 */
export async function claimEntry(
  { journal, tabs }: Pick<Shared, 'journal' | 'tabs'>,
  { id, owner }: JournalEntry,
): Promise<JournalEntry | undefined> {
  await tabs.join().catch(() => {})
  return journal.claim(id, { from: owner, owner: tabs.id })
}

/** The other tab that lives and drives the upload; `null` while none does. */
export async function findOtherOwner(
  { journal, tabs }: Pick<Shared, 'journal' | 'tabs'>,
  entry: JournalEntry,
): Promise<string | null> {
  const current = await journal.get(entry.id)
  const { owner } = current ?? entry
  const isOther = owner !== null && owner !== tabs.id && (await tabs.isAlive(owner))
  return isOther ? owner : null
}

/**
 * Makes this tab the owner at once, or says why not: another tab drives the upload, its entry is
 * gone, or the signal came first.
 */
export async function seizeOwnership(
  shared: Shared,
  memory: UploadMemory,
  signal: AbortSignal,
): Promise<'ours' | 'elsewhere' | 'gone' | 'stopped'> {
  const { journal, tabs } = shared
  for (;;) {
    if (signal.aborted) return 'stopped'
    const { owner } = memory.entry
    if (owner === tabs.id) return 'ours'
    const current = await readRow(shared, memory, signal)
    if (!current && journal.availability === 'ready') return 'gone'
    const holder = (current ?? memory.entry).owner
    if (holder !== null && holder !== tabs.id && (await tabs.isAlive(holder))) {
      if (current) memory.adopt(current)
      return 'elsewhere'
    }
    if (signal.aborted) return 'stopped'
    memory.adopt(await claimOrTake({ memory, shared }, current))
  }
}

/** Whether this tab still drives the upload, after the page may have stood still. */
export async function isStillOurs({
  memory,
  shared,
  life,
}: Pick<Run, 'memory' | 'shared' | 'life'>): Promise<boolean> {
  const { tabs } = shared
  if (memory.entry.owner === tabs.id) return true
  const current = await readRow(shared, memory, life)
  if (current?.owner !== tabs.id) return false
  memory.adopt(current)
  return true
}

/** How long a claim takes at most that was begun while our lock was free, in milliseconds. */
const claimsTakeAtMost = 1_000

/**
 * The row as it is. Where it still says that this tab is the owner, though the page was away, somebody
 * who saw our lock free may be claiming it just now: that is given time to happen.
 */
export async function readRow(
  { journal, tabs, clock }: Pick<Shared, 'journal' | 'tabs' | 'clock'>,
  { entry: { id, owner } }: UploadMemory,
  signal: AbortSignal,
): Promise<JournalEntry | undefined> {
  const current = await journal.get(id)
  if (owner !== null || current?.owner !== tabs.id) return current
  await clock.sleep(claimsTakeAtMost, signal).catch(() => {})
  return journal.get(id)
}

/** A journal that has failed cannot be asked: then what is remembered here has to do. */
async function claimOrTake(
  { memory: { entry }, shared }: Pick<Run, 'memory' | 'shared'>,
  current: JournalEntry | undefined,
): Promise<JournalEntry> {
  if (!current) return { ...entry, owner: shared.tabs.id }
  return (await claimEntry(shared, current)) ?? entry
}

async function wordOnItsWay(
  { shared: { clock, tabs }, news, signal }: Run,
  id: string,
): Promise<Settlement | undefined> {
  tabs.post({ type: 'wanted', id, what: 'snapshot' })
  const { controller, unlink } = linkedAbort(signal)
  const until = clock.elapsed() + wordsTakeAtMost
  const tooLate = clock.sleep(wordsTakeAtMost, controller.signal)
  try {
    while (!news.of(id) && clock.elapsed() < until)
      await Promise.race([news.next(id, controller.signal), tooLate])
    return news.of(id)
  } finally {
    controller.abort()
    tooLate.catch(() => {}) // Over before its time.
    unlink()
  }
}
