import type { JournalEntry } from '../ports/upload-journal.ts'
import type { RestoreOptions, Upload } from '../ports/uploader.ts'
import { Arrivals } from './arrivals.ts'
import type { UploadBirth } from './birth.ts'
import { Boarding } from './boarding.ts'
import type { Foundation } from './foundation.ts'
import type { ManagedUpload } from './managed-upload.ts'
import { Neighbourhood } from './neighbourhood.ts'
import { Pilot, type PilotHost } from './pilot.ts'
import { RunQueue } from './run-queue.ts'
import { shareOptions, type RoomOptions } from './share-options.ts'
import type { Shared } from './shared.ts'
import type { UploadIndex } from './upload-index.ts'

const dayInMilliseconds = 24 * 60 * 60_000

/** The uploader, as far as its engine room has to do with it. */
export interface RoomHost {
  readonly foundation: Foundation
  readonly index: UploadIndex
  /** Of all that is begun now; aborted when everything is forgotten, and when the uploader is disposed. */
  readonly visit: () => AbortSignal
  /** Makes an upload that nobody added here. */
  readonly raise: (birth: Omit<UploadBirth, 'file' | 'priority' | 'order'>) => ManagedUpload
  readonly list: (uploads: readonly ManagedUpload[]) => void
  /** Takes an upload off the list that has ended. */
  readonly remove: (id: string) => void
}

/**
 * Where the work is done: all that touches the network, the disk or other tabs. The uploader can list
 * and command its uploads before this has loaded.
 */
export class EngineRoom {
  readonly #host: RoomHost
  readonly #shared: Shared
  readonly #others: Neighbourhood
  readonly #pilots: PilotHost
  readonly #ttl: number
  readonly #release: () => void
  readonly #boarding: Boarding<ManagedUpload>
  #arrivals: Arrivals
  /** Of uploads that were added, and not yet asked whether an earlier visit left an entry. */
  readonly #fresh = new WeakSet<Pilot>()

  /** `release` frees what was created for this room alone. */
  constructor(host: RoomHost, options: RoomOptions, release: () => void = () => {}) {
    const { foundation, index } = host
    this.#host = host
    this.#release = release
    this.#ttl = (options.ttlDays ?? 7) * dayInMilliseconds
    this.#shared = shareOptions(options, {
      foundation,
      onJournalUnavailable: () => {
        for (const upload of index) upload.show({ journal: 'unavailable' })
      },
    })
    this.#others = new Neighbourhood(this.#shared, {
      uploads: () => pilotsOf(index),
      find: (id) => index.ofEntry(id)?.pilot ?? undefined,
      meet: (from, snapshot) => this.#arrivals.meet(from, snapshot),
    })
    this.#pilots = {
      shared: this.#shared,
      queue: new RunQueue(),
      others: this.#others,
      remove: host.remove,
      findEarlier: (pilot) => this.#findEarlier(pilot),
    }
    const { clock, lifetime } = this.#shared
    this.#boarding = new Boarding({ clock, lifetime, board: (upload) => this.#board(upload) })
    this.#arrivals = this.#openArrivals()
  }

  get journal(): 'ready' | 'unavailable' {
    return this.#shared.writer.availability
  }

  /** An upload that was added gets its row and its pilot, at once where there are not thousands. */
  take(upload: ManagedUpload): void {
    this.#boarding.enter(upload)
  }

  /** To be called after every change of an upload. */
  changed({ pilot }: ManagedUpload): void {
    if (pilot) this.#others.talk.changed(pilot)
  }

  restore(options: RestoreOptions): Promise<readonly Upload[]> {
    this.#others.enter()
    return this.#arrivals.restore(options)
  }

  credentialsChanged(): void {
    const { tabs, credentialsWakeup } = this.#shared
    credentialsWakeup.wake()
    tabs.post({ type: 'signedIn' })
  }

  /** Forgets the visit that has just ended, with all that earlier ones left. */
  async forget(uploads: readonly ManagedUpload[]): Promise<void> {
    const { journal, files, tabs } = this.#shared
    this.#boarding.sendAway()
    const ended = this.endVisit(uploads)
    // What is added from now on belongs to a visit of its own.
    this.#arrivals = this.#openArrivals()
    await ended
    await journal.clear()
    await files.clear()
    // Other tabs may wait for what will not come.
    for (const { pilot, entry, hasEnded } of uploads)
      if (pilot?.mayBeOurs && !hasEnded) tabs.post({ type: 'settled', id: entry.id, object: null })
  }

  /** The signal has come, and all that was begun winds down; what is on the storage stays there. */
  async endVisit(uploads: readonly ManagedUpload[]): Promise<void> {
    // What was added shall be found at the next visit.
    this.#boarding.callAll()
    const stopped = uploads.map(({ pilot }) => pilot?.stop())
    await Promise.all([this.#arrivals.settled(), ...stopped])
    await this.#shared.writer.flushed()
  }

  close(): void {
    this.#others.leave()
    this.#shared.journal.close()
    this.#shared.files.close()
    this.#release()
  }

  #board(upload: ManagedUpload): void {
    // Canceled before anything was begun, or asked for twice.
    if (upload.hasEnded || upload.pilot) return
    this.#others.enter()
    upload.board((birth) => {
      const { tabs, writer } = this.#shared
      const { status } = upload.view.own
      const state = status === 'paused' ? status : 'queued'
      const entry: JournalEntry = { ...birth.entry, owner: tabs.id, state }
      if (status !== 'failed') void writer.write({ type: 'put', entry })
      const pilot = new Pilot(this.#pilots, upload, { ...birth, entry })
      this.#fresh.add(pilot)
      return pilot
    })
  }

  #openArrivals(): Arrivals {
    const { index, visit, raise, list } = this.#host
    const signal = visit()
    return new Arrivals(
      {
        shared: this.#shared,
        index,
        isAwaited: (identity) => this.#isAwaited(index.ofIdentity(identity)),
        raise: (birth) => {
          const upload = raise({ ...birth, life: signal })
          return { upload, pilot: upload.board((known) => new Pilot(this.#pilots, upload, known)) }
        },
        list: (uploads) => {
          if (!signal.aborted) list(uploads)
        },
      },
      { ttl: this.#ttl, signal },
    )
  }

  /** It was added, and will take up what an earlier visit left. */
  #isAwaited(upload: ManagedUpload | undefined): boolean {
    if (!upload) return false
    return upload.pilot ? this.#fresh.has(upload.pilot) : !upload.hasEnded
  }

  async #findEarlier(pilot: Pilot): Promise<JournalEntry | undefined> {
    if (!this.#fresh.has(pilot)) return undefined
    const entry = await this.#arrivals.earlier.takeByIdentity(pilot.entry.identity)
    this.#fresh.delete(pilot)
    return entry
  }
}

function* pilotsOf(uploads: Iterable<ManagedUpload>): Iterable<Pilot> {
  for (const { pilot } of uploads) if (pilot) yield pilot
}
