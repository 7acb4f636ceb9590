import type { MemoryStorage } from '../memory-storage.ts'
import type { TabNumber } from './script.ts'
import { SimulatedPage } from './simulated-page.ts'
import type { World } from './world.ts'

/** What lasts for a while and then heals by itself. */
export interface Ailment {
  readonly name: string
  readonly milliseconds: number
  readonly begin: () => void
  readonly end: () => void
}

/** Where the script is played: the tabs that are open now, and what is wrong at the moment. */
export class Stage {
  readonly world: World
  readonly #tabs = new Map<TabNumber, SimulatedPage>()
  readonly #ailments = new Map<string, AbortController>()

  constructor(world: World) {
    this.world = world
  }

  /** Pages that are neither dead nor disposed. */
  get openPages(): readonly SimulatedPage[] {
    return this.world.pages.filter(({ life, state }) => life.isAlive && state === 'open')
  }

  /** The page in this tab, disposed or not; `undefined` when the tab is empty. */
  at(tab: TabNumber): SimulatedPage | undefined {
    const page = this.#tabs.get(tab)
    return page?.life.isAlive ? page : undefined
  }

  /** As `at`, and somebody uses it: whatever it rested from, it is awake now. */
  usedAt(tab: TabNumber): SimulatedPage | undefined {
    const page = this.at(tab)
    if (page && page.life.liveliness !== 'awake') {
      this.world.story.tell(page.id, 'is awake again')
      page.wake()
    }
    return page
  }

  /** The open page in this tab; an empty tab gets one. */
  openAt(tab: TabNumber): SimulatedPage {
    const page = this.usedAt(tab)
    return page?.state === 'open' ? page : this.load(tab)
  }

  /** A page load; what was in the tab before dies. */
  load(tab: TabNumber, storage: MemoryStorage = this.#storageOf(tab)): SimulatedPage {
    const { settings, pages, story } = this.world
    this.at(tab)?.die()
    const [first, later] = settings.partSizes
    const page = new SimulatedPage(this.world, {
      storage,
      partSize: this.#tabs.has(tab) ? later : first,
    })
    this.#tabs.set(tab, page)
    pages.push(page)
    story.tell(page.id, `opens, sends to ${storage.id}`)
    return page
  }

  /** Begins something bad; the same once more lasts from now on. */
  suffer({ name, milliseconds, begin, end }: Ailment): void {
    const { clock, story } = this.world
    this.#ailments.get(name)?.abort()
    const controller = new AbortController()
    this.#ailments.set(name, controller)
    begin()
    controller.signal.addEventListener('abort', end)
    clock.sleep(milliseconds, controller.signal).then(
      () => {
        story.tell('world', `${name} is over`)
        controller.abort()
      },
      () => {}, // Healed before its time.
    )
  }

  /** Nothing is wrong any more, and people who were signed out sign in. */
  heal(): void {
    const { storages, story, clock } = this.world
    story.tell('world', 'heals of everything')
    for (const ailment of this.#ailments.values()) ailment.abort()
    for (const { faults } of storages) faults.clear()
    clock.setWallClock(0)
    for (const page of this.openPages) {
      page.wake()
      page.uploader.credentialsChanged()
    }
  }

  /** The third tab sends to the second storage, where there is one. */
  #storageOf(tab: TabNumber): MemoryStorage {
    const { storages } = this.world
    const storage = (tab === 2 ? storages[1] : undefined) ?? storages[0]
    if (!storage) throw new RangeError('A world has at least one storage.')
    return storage
  }
}
