import type { Digests } from '../digests.ts'
import { createMemoryLink, type ConnectionSpeed } from '../memory-link.ts'
import { createMemoryStorage, type HiddenFacts } from '../memory-storage.ts'
import { createMemoryTabs } from '../memory-tabs.ts'
import { VirtualClock } from '../virtual-clock.ts'
import { createRandom, type Random } from './random.ts'
import type { Script, Settings } from './script.ts'
import { Shelf } from './shelf.ts'
import { SimulatedDisk } from './simulated-disk.ts'
import { SimulatedNetwork } from './simulated-network.ts'
import { Story } from './story.ts'
import { Verdict } from './verdict.ts'
import { Watch } from './watch.ts'
import type { World } from './world.ts'

export function createSimulatedWorld({ seed, settings }: Script, digests: Digests): World {
  const clock = new VirtualClock()
  const random = createRandom(seed)
  const hide = hiddenFacts[settings.hidden]
  const ids = settings.storages === 'one' ? ['bucket'] : ['bucket', 'other']
  const world = {
    settings,
    clock,
    random,
    digests,
    shelf: new Shelf(),
    disk: new SimulatedDisk({ clock, random }),
    network: new SimulatedNetwork({ clock, random }),
    tabs: createMemoryTabs(),
    storages: ids.map((id) =>
      createMemoryStorage({
        id,
        hide,
        ...(settings.link === 'uneven' && {
          link: createMemoryLink(() => unevenSpeed(random)),
        }),
      }),
    ),
    pages: [],
    story: new Story(() => clock.elapsed()),
    verdict: new Verdict(),
    saysOnline: true,
    confirmWorks: true,
    slept: 0,
  }
  // The only knot in it: the watch looks at the world, and everybody in the world tells the watch.
  return Object.assign(world, { watch: new Watch(world) })
}

/** Bytes a second: a part takes some twenty milliseconds, or two seconds. */
const speeds = { fast: 1_500_000, slow: 15_000 } as const

function unevenSpeed(random: Random): ConnectionSpeed {
  if (random.chance(0.7)) return () => speeds.fast
  const turnsAt = random.chance(0.5) ? random.below(2_000) : 0
  return (now) => (now < turnsAt ? speeds.fast : speeds.slow)
}

const hiddenFacts: Readonly<Record<Settings['hidden'], HiddenFacts>> = {
  nothing: {},
  crc64: { crc64: true },
  etag: { etag: true },
  both: { crc64: true, etag: true },
  allCrc64: { crc64: true, listedCrc64: true },
}
