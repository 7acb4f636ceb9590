import type { JournalEntry } from '../ports/upload-journal.ts'
import { linkedAbort } from './linked-abort.ts'
import type { Run, Settlement } from './run.ts'
import type { Shared } from './shared.ts'
import type { UploadMemory } from './upload-memory.ts'

/** How long the word of another tab may be on its way after the journal has changed, in milliseconds. */
const wordsTakeAtMost = 1_000

/**
 * - `ours`: this tab drives the upload now.
 * - `forgotten`: its entry is gone, and nobody said why.
 * - a settlement: it ended in another tab.
 */
export type Ownership = 'ours' | 'forgotten' | Settlement

/** Makes this tab the one that drives the upload. Waits while another one does. */
export async function takeOwnership(run: Run): Promise<Ownership> {
  const { memory, news, shared } = run
  const { journal, tabs } = shared
  const earlier = await run.findEarlier()
  if (earlier) await memory.become(earlier)
  for (;;) {
    run.signal.throwIfAborted()
    const { id, owner, state } = memory.entry
    // Canceled by its owner, who may have died before the storage heard of it: the next visit sees to it.
    if (state === 'discarding') return { object: null }
    if (owner === tabs.id) return 'ours'
    const settlement = news.of(id)
    if (settlement) return settlement

    const current = await journal.get(id)
    const isKnown = current !== undefined || journal.availability === 'unavailable'
    if (!isKnown) return (await wordOnItsWay(run, id)) ?? 'forgotten'
    const holder = (current ?? memory.entry).owner
    if (holder !== null && (await isElsewhere(run, holder))) await untilOwnerLeaves(run, holder)
    else memory.adopt(await claimOrTake(run, current))
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
    const { id, owner } = memory.entry
    if (owner === tabs.id) return 'ours'
    const current = await journal.get(id)
    if (!current && journal.availability === 'ready') return 'gone'
    const holder = (current ?? memory.entry).owner
    if (holder !== null && holder !== tabs.id && (await tabs.isAlive(holder))) return 'elsewhere'
    if (signal.aborted) return 'stopped'
    memory.adopt(await claimOrTake({ memory, shared }, current))
  }
}

/** A journal that has failed cannot be asked: then what is remembered here has to do. */
async function claimOrTake(
  { memory: { entry }, shared }: Pick<Run, 'memory' | 'shared'>,
  current: JournalEntry | undefined,
): Promise<JournalEntry> {
  if (!current) return { ...entry, owner: shared.tabs.id }
  return (await claimEntry(shared, current)) ?? entry
}

async function isElsewhere({ shared: { tabs } }: Run, owner: string): Promise<boolean> {
  return owner !== tabs.id && (await tabs.isAlive(owner))
}

/** Until the owner is gone, or says something. */
async function untilOwnerLeaves(run: Run, owner: string): Promise<void> {
  const { shared, memory, news, signal, activity, patience } = run
  // It may have come while we asked: nobody says it twice.
  if (news.of(memory.entry.id)) return
  run.standAside()
  const { controller, unlink } = linkedAbort(signal)
  const startedAt = shared.clock.elapsed()
  try {
    await activity.during('tab', () =>
      Promise.race([shared.tabs.untilGone(owner, controller.signal), news.next(controller.signal)]),
    )
  } finally {
    controller.abort()
    unlink()
    patience.excuseSince(startedAt)
  }
}

async function wordOnItsWay(
  { shared: { clock }, news, signal }: Run,
  id: string,
): Promise<Settlement | undefined> {
  const { controller, unlink } = linkedAbort(signal)
  const until = clock.elapsed() + wordsTakeAtMost
  const tooLate = clock.sleep(wordsTakeAtMost, controller.signal)
  try {
    while (!news.of(id) && clock.elapsed() < until)
      await Promise.race([news.next(controller.signal), tooLate])
    return news.of(id)
  } finally {
    controller.abort()
    tooLate.catch(() => {}) // Over before its time.
    unlink()
  }
}
