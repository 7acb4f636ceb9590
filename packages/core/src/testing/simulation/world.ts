import type { Digests } from '../digests.ts'
import type { MemoryStorage } from '../memory-storage.ts'
import type { MemoryTabs } from '../memory-tabs.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { Random } from './random.ts'
import type { Settings } from './script.ts'
import type { Shelf } from './shelf.ts'
import type { SimulatedDisk } from './simulated-disk.ts'
import type { SimulatedNetwork } from './simulated-network.ts'
import type { SimulatedPage } from './simulated-page.ts'
import type { Story } from './story.ts'
import type { Verdict } from './verdict.ts'
import type { Watch } from './watch.ts'

/** One machine with one browser, the storages that it reaches, and time. */
export interface World extends WatchedWorld {
  readonly watch: Watch
}

/** All of it but the one who watches. */
export interface WatchedWorld {
  readonly settings: Settings
  readonly clock: VirtualClock
  readonly random: Random
  readonly digests: Digests
  readonly shelf: Shelf
  readonly disk: SimulatedDisk
  readonly network: SimulatedNetwork
  readonly tabs: MemoryTabs
  readonly storages: readonly MemoryStorage[]
  /** Every page there ever was. */
  readonly pages: SimulatedPage[]
  readonly story: Story
  readonly verdict: Verdict
  /** What the browser says of the connection. */
  saysOnline: boolean
  /** Whether the application's server can be reached. */
  confirmWorks: boolean
  /** Milliseconds that the machine has slept. */
  slept: number
}
