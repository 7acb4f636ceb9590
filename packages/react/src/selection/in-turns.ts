import { letOthersRun } from '../commands/let-others-run.ts'

/** Milliseconds of work in one task: a frame has sixteen, and the page needs some of them itself. */
const turnLength = 8

/**
 * Works through very many in turns, between which the page may draw and answer. By time and not by
 * number: to ask a file for its size may ask the disk. `work` has to take all that a turn gives it;
 * the first one gives `atFirst` at most.
 */
export async function inTurns<Item>(
  items: readonly Item[],
  work: (turn: Iterable<Item>) => void,
  atFirst: number = items.length,
): Promise<void> {
  // One for all turns: an iterator of an array goes on where a loop has left it.
  const rest = items.values()
  let left = items.length

  function* take(most: number): Iterable<Item> {
    const endsAt = performance.now() + turnLength
    for (const item of rest) {
      left -= 1
      yield item
      if ((most -= 1) <= 0 || performance.now() >= endsAt) return
    }
  }

  work(take(atFirst))
  while (left > 0) {
    await letOthersRun()
    work(take(left))
  }
}
