import { linkedAbort } from './linked-abort.ts'
import type { Run, Settlement } from './run.ts'

/**
 * Makes this tab the one that drives the upload. Waits while another one does; resolves with how it
 * ended there, or with `null` once the upload is ours.
 */
export async function takeOwnership(run: Run): Promise<Settlement | null> {
  const { memory, news, shared } = run
  const { journal, tabs } = shared
  const earlier = await run.findEarlier()
  if (earlier) {
    await memory.forget()
    memory.adopt(earlier)
  }
  for (;;) {
    run.signal.throwIfAborted()
    const { id, owner } = memory.entry
    if (owner === tabs.id) return null
    const settlement = news.of(id)
    if (settlement) return settlement

    const current = await journal.get(id)
    if (!current) {
      // Forgotten without a word, by age or by hand: begin anew.
      await memory.save({ owner: tabs.id })
      await memory.startOver()
    } else if (current.owner !== null && (await isElsewhere(run, current.owner))) {
      await run.activity.during('tab', () => untilOwnerLeaves(run, current.owner ?? ''))
    } else {
      const claimed = await journal.claim(id, { from: current.owner, owner: tabs.id })
      if (claimed) memory.adopt(claimed)
    }
  }
}

async function isElsewhere({ shared: { tabs } }: Run, owner: string): Promise<boolean> {
  return owner !== tabs.id && (await tabs.isAlive(owner))
}

/** Until the owner is gone, or says something. */
async function untilOwnerLeaves({ shared, news, signal }: Run, owner: string): Promise<void> {
  const { controller, unlink } = linkedAbort(signal)
  try {
    await Promise.race([
      shared.tabs.untilGone(owner, controller.signal),
      news.next(controller.signal),
    ])
  } finally {
    controller.abort()
    unlink()
  }
}
