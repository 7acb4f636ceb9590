import { forgivingJournal } from '../../adapters/forgiving-journal.ts'
import { EngineRoom } from '../../engine/engine-room.ts'
import { ManagedUpload } from '../../engine/managed-upload.ts'
import { ManagedUploader } from '../../engine/managed-uploader.ts'
import type { RoomOptions } from '../../engine/share-options.ts'
import { isRunning, type UploadSnapshot } from '../../model/upload-phase.ts'
import { exponentialBackoff } from '../../model/retry-policy.ts'
import type { StoredObject } from '../../model/stored-object.ts'
import type { LifecycleChange } from '../../ports/lifecycle.ts'
import type { Upload, Uploader, UploaderEvent } from '../../ports/uploader.ts'
import { createMemoryChecksum } from '../memory-checksum.ts'
import { noTransport } from '../memory-network.ts'
import type { MemoryStorage } from '../memory-storage.ts'
import { PageLife } from './page-life.ts'
import type { Random } from './random.ts'
import { kB, type FileContent, type SimulatedFile } from './shelf.ts'
import type { JournalHealth } from './simulated-disk.ts'
import { createSimulatedTabs, type SimulatedTabs } from './simulated-tabs.ts'
import type { World } from './world.ts'

/** What somebody on a page holds in hands of one upload. */
export interface Handle {
  readonly page: SimulatedPage
  readonly upload: ManagedUpload
  /** Everything that was ever chosen for it on this page: what a person may choose again. */
  readonly given: Set<FileContent>
  /** Of that, and of what other pages handed over, what this page answers for: `done` means one of these. */
  readonly answersFor: Set<FileContent>
}

/**
 * - `hidden`: another tab is in front.
 * - `frozen`: the browser stops it where it is, to save energy.
 * - `left`: somebody goes to another page, and may come back.
 */
export type Rest = 'hidden' | 'frozen' | 'left'

export interface PageOptions {
  readonly storage: MemoryStorage
  readonly partSize: number
}

/** One page with one uploader, from its load to its death. */
export class SimulatedPage {
  readonly id: string
  readonly storage: MemoryStorage
  readonly life: PageLife
  readonly uploader: Uploader
  readonly handles: Handle[] = []
  readonly tabs: SimulatedTabs
  /** Requests under way. */
  requests = 0
  journalHealth: JournalHealth = 'works'
  /** `disposing` until `dispose()` has resolved. */
  state: 'open' | 'disposing' | 'disposed' = 'open'
  readonly #world: World
  readonly #connectivity = new Set<() => void>()
  readonly #lifecycle = new Set<(change: LifecycleChange) => void>()
  /** Why it stands still, and what it hears when it goes on. */
  #pause: 'left' | 'frozen' | null = null

  constructor(world: World, { storage, partSize }: PageOptions) {
    const { clock, random, disk, network, settings, watch } = world
    const tab = world.tabs.open()
    this.#world = world
    this.storage = storage
    this.id = tab.id
    this.life = new PageLife(clock)
    this.tabs = createSimulatedTabs({
      tab,
      life: this.life,
      clock,
      random,
      onPost: (message) => watch.posted(this, message),
    })
    const journal = disk.open({
      life: this.life,
      health: () => this.journalHealth,
      onCommit: (changes) => watch.committed(this, changes),
    })
    let ids = 0
    const options: RoomOptions = {
      storage: network.route(storage, {
        life: this.life,
        onBegin: (request) => watch.began(this, request),
        onEnd: (request, what, answer) => watch.ended(this, request, { what, answer }),
      }),
      journal: forgivingJournal(journal, { clock: this.life.clock }),
      transport: noTransport,
      checksum: createMemoryChecksum(clock),
      tabs: this.tabs,
      environment: {
        clock: this.life.clock,
        connectivity: {
          isOnline: () => world.saysOnline,
          subscribe: (listener) => this.#subscribe(listener),
        },
        lifecycle: {
          subscribe: (listener) => {
            this.#lifecycle.add(listener)
            return () => void this.#lifecycle.delete(listener)
          },
        },
        scheduler: (flush) => queueMicrotask(() => this.life.isAlive && flush()),
        createId: () => `${tab.id}-${(ids += 1)}`,
      },
      partSize,
      partsAtOnce: settings.partsAtOnce,
      ...(settings.recuts === 'often' && { recut: () => chooseAnySize(random) }),
      simpleUploadLimit: settings.small === 'whole' ? partSize : 0,
      retryPolicy: exponentialBackoff({ random: () => random.next() }),
      ...(settings.confirm && { confirm: (object) => this.#confirm(object) }),
      onEvent: (id, event) => this.#hear(id, event),
    }
    this.uploader = new ManagedUploader(options, (host) => new EngineRoom(host, options))
    this.uploader.subscribe(() => this.#meetNew())
  }

  /** Listeners to the connection. */
  get connectivityListeners(): number {
    return this.#connectivity.size
  }

  connectivityChanged(): void {
    for (const listener of this.#connectivity) listener()
  }

  /** Listeners to the life of the page. */
  get lifecycleListeners(): number {
    return this.#lifecycle.size
  }

  /** Nobody looks at it any more; at worst nothing happens on it. */
  rest(how: Rest): void {
    if (this.life.liveliness !== 'awake') return
    if (how !== 'hidden') this.#tell(how)
    if (how === 'left') this.#world.watch.left(this)
    this.#pause = how === 'hidden' ? null : how
    this.life.become(how === 'hidden' ? 'hidden' : 'still')
  }

  /** Somebody looks at it again. */
  wake(): void {
    if (this.life.liveliness === 'awake') return
    const pause = this.#pause
    this.#pause = null
    this.life.become('awake')
    if (pause) this.#tell(pause === 'left' ? 'returned' : 'thawed')
  }

  add(file: SimulatedFile): void {
    const options = this.#world.settings.keys === 'named' ? { key: `named/${file.name}` } : {}
    const busy = this.#busy()
    this.#give(this.uploader.add(file, options), file, busy)
  }

  addAll(files: readonly SimulatedFile[]): void {
    const busy = this.#busy()
    for (const [index, upload] of this.uploader.addAll(files).entries())
      this.#give(upload, files[index], busy)
  }

  resume({ upload }: Handle, file: SimulatedFile): void {
    const busy = this.#busy()
    upload.resume(file)
    this.#give(upload, file, busy)
  }

  /** Known by its place among all that this page ever showed. */
  at(index: number): Handle | undefined {
    return this.handles[index % this.handles.length]
  }

  async dispose(): Promise<void> {
    this.state = 'disposing'
    await this.life.live(this.uploader.dispose())
    this.state = 'disposed'
    this.#world.watch.disposed(this)
  }

  die(): void {
    this.life.die()
    this.#world.watch.died(this)
  }

  /** By the id of its journal entry. */
  ofEntry(id: string): Handle | undefined {
    return this.handles.find(({ upload }) => upload.entry.id === id)
  }

  #tell(change: LifecycleChange): void {
    for (const listener of this.#lifecycle) listener(change)
  }

  #meetNew(): void {
    for (const upload of this.uploader.getSnapshot()) this.#meet(upload)
  }

  #meet(upload: Upload): void {
    if (this.#know(upload) || !(upload instanceof ManagedUpload)) return
    const handle: Handle = { page: this, upload, given: new Set(), answersFor: new Set() }
    this.handles.push(handle)
    this.#world.watch.met(handle)
  }

  /** Uploads that take no other file now. */
  #busy(): ReadonlySet<Upload> {
    const uploads = this.handles.map(({ upload }) => upload)
    return new Set(uploads.filter((one) => one.hasEnded || isBusy(one.getSnapshot())))
  }

  #give(upload: Upload, file: SimulatedFile | undefined, busy: ReadonlySet<Upload>): void {
    // Not in the list yet when an entry of an earlier visit is just being restored.
    this.#meet(upload)
    const handle = this.#know(upload)
    if (!file || !handle || busy.has(upload)) return
    handle.given.add(file.content)
    handle.answersFor.add(file.content)
  }

  #know(upload: unknown): Handle | undefined {
    return this.handles.find((handle) => handle.upload === upload)
  }

  #subscribe(listener: () => void): () => void {
    const own = () => this.life.happen(listener)
    this.#connectivity.add(own)
    return () => void this.#connectivity.delete(own)
  }

  async #confirm(object: StoredObject): Promise<unknown> {
    await this.life.live(this.#world.clock.sleep(10))
    if (!this.#world.confirmWorks) throw new Error('Our server is down.')
    this.#world.watch.confirmed(this, object)
    await this.life.live(this.#world.clock.sleep(10))
    return { noted: object.key }
  }

  #hear(id: string, event: UploaderEvent): void {
    const name = this.uploader.get(id)?.getSnapshot().file.name ?? id
    this.#world.watch.heard(this, { id, name }, event)
  }
}

/** What runs takes no other file, unless nobody knows whether it still runs. */
function isBusy({ status, owner }: UploadSnapshot): boolean {
  return isRunning(status) && owner !== 'silent'
}

/** Every third part there is another plan for the rest. */
function chooseAnySize(random: Random): number | null {
  return random.chance(1 / 3) ? (3 + random.below(60)) * kB : null
}
