import { VirtualClock } from './virtual-clock.ts'

/** Rounds of the event loop without known work after which nothing moves any more. */
const quietRounds = 5

/** How much virtual time `until` may use up, in milliseconds. */
const patience = 24 * 60 * 60_000

/** Time that passes only when a test says so, the same way in every run. */
export interface VirtualTime {
  readonly clock: VirtualClock
  /** Sleeps that are not over: what has stopped leaves none behind. */
  readonly pendingSleeps: number
  /** Lets this many milliseconds pass; sleeps end in due order, each with all that follows from it. */
  readonly advance: (milliseconds: number) => Promise<void>
  /** Lets everything happen that needs no time to pass. */
  readonly settle: () => Promise<void>
  /**
   * Goes on until the predicate holds, and lets time pass only when nothing moves without it.
   * Rejects when it never will: nobody sleeps, or 24 virtual hours are over.
   */
  readonly until: (predicate: () => boolean) => Promise<void>
  /** Sets the wall clock this many milliseconds off; `elapsed` does not notice. */
  readonly setWallClock: (offset: number) => void
}

export function createVirtualTime(): VirtualTime {
  const clock = new VirtualClock()

  return {
    clock,
    get pendingSleeps() {
      return clock.pendingSleeps
    },
    advance,
    async settle() {
      await settle(never)
    },
    until,
    setWallClock: (offset) => clock.setWallClock(offset),
  }

  async function advance(milliseconds: number): Promise<void> {
    const target = clock.elapsed() + milliseconds
    await settle(never)
    while (clock.nextDue !== null && clock.nextDue <= target) {
      clock.wakeNext()
      await settle(never)
    }
    clock.moveTo(target)
    await settle(never)
  }

  async function until(predicate: () => boolean): Promise<void> {
    const deadline = clock.elapsed() + patience
    while (!(await settle(predicate))) {
      if (clock.nextDue === null) throw new Error('Nothing moves any more, and nobody sleeps.')
      if (clock.nextDue > deadline) throw new Error('A day has passed, and it did not come true.')
      clock.wakeNext()
    }
  }

  /** Resolves with whether the predicate came true before everything stood still. */
  async function settle(predicate: () => boolean): Promise<boolean> {
    for (let quiet = 0; quiet < quietRounds; quiet = clock.isBusy ? 0 : quiet + 1) {
      if (predicate()) return true
      await nextMacrotask()
    }
    return predicate()
  }
}

function never(): boolean {
  return false
}

/** All microtasks have run when it resolves, and input and output had their turn. */
function nextMacrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}
