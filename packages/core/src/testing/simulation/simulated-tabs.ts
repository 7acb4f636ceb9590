import type { TabMessage, Tabs } from '../../ports/tabs.ts'
import type { MemoryTab } from '../memory-tabs.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { PageLife } from './page-life.ts'
import type { Random } from './random.ts'

export interface SimulatedTabsOptions {
  readonly tab: MemoryTab
  readonly life: PageLife
  readonly clock: VirtualClock
  readonly random: Random
  readonly onPost: (message: TabMessage) => void
}

/** Tabs that count who listens. */
export interface SimulatedTabs extends Tabs {
  readonly listeners: number
}

/** Milliseconds that a lock or a message takes at most. */
const slowest = 4

/** Locks that take a moment, and messages that arrive a moment later, in order. */
export function createSimulatedTabs(options: SimulatedTabsOptions): SimulatedTabs {
  const { tab, life, clock, random, onPost } = options
  const hop = () => clock.sleep(random.below(slowest + 1))
  let listeners = 0
  let hasLeft = false
  life.onDeath(() => tab.kill())

  return {
    id: tab.id,
    get listeners() {
      return listeners
    },
    join: () => {
      hasLeft = false
      return life.live(hop().then(() => tab.join()))
    },
    isAlive: (owner) => life.live(hop().then(() => tab.isAlive(owner))),
    untilGone: (owner, signal) => life.live(hop().then(() => tab.untilGone(owner, signal))),
    post(message) {
      if (!life.isAlive) return
      onPost(message)
      tab.post(message)
    },
    subscribe(listener) {
      listeners += 1
      let arrived = Promise.resolve()
      let isListening = true
      const stop = tab.subscribe((message) => {
        const delay = hop()
        arrived = arrived.then(async () => {
          await delay
          if (!hasLeft) life.happen(() => isListening && listener(message))
        })
      })
      return () => {
        if (isListening) listeners -= 1
        isListening = false
        stop()
      }
    },
    leave() {
      hasLeft = true
      tab.leave()
    },
  }
}
