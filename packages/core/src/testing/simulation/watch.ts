import type { RemoteUpload } from '../../ports/object-storage.ts'
import type { StoredObject } from '../../model/stored-object.ts'
import type { TabMessage } from '../../ports/tabs.ts'
import type { UploaderEvent } from '../../ports/uploader.ts'
import type { JournalChange, JournalEntry } from '../../ports/upload-journal.ts'
import type { MemoryObject } from '../memory-bucket.ts'
import type { MemoryStorage } from '../memory-storage.ts'
import { Ledger } from './ledger.ts'
import { ObjectHistory } from './object-history.ts'
import { secret, type PageRequest } from './simulated-network.ts'
import type { Handle, SimulatedPage } from './simulated-page.ts'
import { describe, RequestWatch } from './watch-requests.ts'
import { TabWatch } from './watch-tabs.ts'
import { isSame, UploadWatch } from './watch-upload.ts'
import type { WatchedWorld } from './world.ts'

/** Sees everything that crosses a port, tells the story, and checks what must hold at every moment. */
export class Watch {
  readonly ledger: Ledger = new Ledger()
  readonly history: ObjectHistory
  /** What the application's server took note of, by storage and key. */
  readonly confirmedKeys: Set<string> = new Set()
  readonly #world: WatchedWorld
  readonly #requests: RequestWatch
  readonly #tabs: TabWatch
  readonly #uploads = new Map<Handle, UploadWatch>()
  /** Keys of uploads that ended, and how: nothing may be sent for them any more. */
  readonly #ended = new Map<string, Ending>()

  constructor(world: WatchedWorld) {
    this.#world = world
    this.#requests = new RequestWatch(world, this.ledger.excused)
    this.#tabs = new TabWatch(world)
    this.history = new ObjectHistory(world.storages, (storage, object) =>
      this.#stored(storage, object),
    )
  }

  /** After every event. */
  look(): void {
    this.history.look()
    for (const [handle, upload] of this.#uploads) {
      if (!handle.page.life.isAlive) continue
      const change = upload.look()
      if (change) this.#phaseChanged(handle, change)
    }
    this.#world.verdict.throwIfBroken()
  }

  met(handle: Handle): void {
    this.#uploads.set(handle, new UploadWatch(this.#world, handle, this.history))
    const { file, status } = handle.upload.getSnapshot()
    this.#world.story.tell(handle.page.id, `lists “${file.name}”, ${status}`)
  }

  began(page: SimulatedPage, request: PageRequest): void {
    page.requests += 1
    const key = `${page.storage.id} ${request.key}`
    // Who was away when it ended, and met nobody who knew, may not have heard of it.
    if (this.#ended.get(key)?.unheard.has(page)) this.#ended.delete(key)
    const end = this.#ended.get(key)?.how
    const brings = request.op === 'sendPart' || request.op === 'sendWhole' || request.op === 'open'
    this.#world.verdict.holds(!end || !brings, 'what has ended stays ended', () => {
      return `${page.id} sends ${describe(request)}, which is ${end}.`
    })
    this.#requests.began(page, request)
  }

  ended(
    page: SimulatedPage,
    request: PageRequest,
    { what, answer }: { readonly what: string; readonly answer?: unknown },
  ): void {
    page.requests -= 1
    this.#world.story.tell(page.id, `${describe(request)}: ${what}`)
    this.#requests.ended(request, answer)
    if (request.op === 'open' && answer !== undefined && page.life.isAlive)
      this.ledger.opened(page, (answer as RemoteUpload).uploadId) // An answer to `open` is one.
  }

  committed(page: SimulatedPage, changes: readonly JournalChange[] | 'clear'): void {
    const { story, verdict } = this.#world
    verdict.holds(!JSON.stringify(changes).includes(secret), 'no secret is written', () => {
      return 'The journal holds a secret.'
    })
    verdict.holds(
      page.state !== 'disposed' || changes === 'clear' || !hasJournal(page),
      'dispose stops everything',
      () => {
        return `${page.id} was disposed, and still writes to the journal.`
      },
    )
    this.ledger.committed(changes)
    if (changes !== 'clear') for (const change of changes) this.#noteCancel(page, change)
    story.tell(page.id, `journal: ${changes === 'clear' ? 'all forgotten' : tell(changes)}`)
  }

  posted(page: SimulatedPage, message: TabMessage): void {
    this.#tabs.posted(page, message)
  }

  heard(
    page: SimulatedPage,
    { id, name }: { readonly id: string; readonly name: string },
    event: UploaderEvent,
  ): void {
    const { story, verdict } = this.#world
    const json = JSON.stringify(event)
    verdict.holds(!json.includes(secret), 'no secret is reported', () => json)
    if (event.type === 'attemptFailed') {
      const next = event.delay === null ? 'gives up' : `again in ${Math.round(event.delay)} ms`
      story.tell(page.id, `“${name}”: ${event.error.code}, ${next}`)
    }
    if (event.type === 'hedged') {
      story.tell(page.id, `“${name}”: part ${event.part} once more, ${event.how} the slow one`)
      if (event.how === 'beside') this.#requests.hedged(page, id, event.part)
    }
    if (event.type === 'reopened') story.tell(page.id, `“${name}” begins anew`)
  }

  /** What it still has under way is not waited for. */
  left(page: SimulatedPage): void {
    this.#requests.left(page)
  }

  confirmed(page: SimulatedPage, object: StoredObject): void {
    this.#world.story.tell(page.id, `the application takes note of ${object.key}`)
    this.confirmedKeys.add(`${page.storage.id} ${object.key}`)
  }

  /** Or disposed: then a journal that works remembers everything. */
  died(page: SimulatedPage): void {
    if (page.state !== 'disposed' || page.journalHealth !== 'works') this.ledger.died(page)
  }

  /** `left` is what the disk still holds: also what was forgotten, if that got lost. */
  powerWasCut(left: readonly JournalEntry[]): void {
    this.ledger.powerWasCut(left)
    for (const { storageId, key } of left) this.#ended.delete(`${storageId} ${key}`)
  }

  disposed(page: SimulatedPage): void {
    const { story, verdict } = this.#world
    story.tell(page.id, 'is disposed')
    this.died(page)
    const left = [
      [page.requests, 'requests'],
      [page.life.pendingSleeps, 'timers'],
      [page.connectivityListeners, 'listeners to the connection'],
      [page.tabs.listeners, 'listeners to other tabs'],
      [page.lifecycleListeners, 'listeners to the page'],
    ] as const
    for (const [count, what] of left)
      // A journal that failed is still told what has ended, and nobody waits for that.
      if (what !== 'timers' || hasJournal(page))
        verdict.holds(count === 0, 'dispose leaves nothing behind', () => `${count} ${what}.`)
  }

  #phaseChanged(handle: Handle, change: string): void {
    const { page, upload } = handle
    const { status } = upload.getSnapshot()
    this.#world.story.tell(page.id, change)
    if (status !== 'done' && status !== 'canceled') return
    this.ledger[status].add(upload.entry.id)
    if (status === 'done') this.#end(upload.entry, status)
  }

  /** Before it is committed, a crash may undo a cancel. */
  #noteCancel(page: SimulatedPage, change: JournalChange): void {
    if (change.type === 'put' && change.entry.state === 'discarding')
      this.#end(change.entry, 'canceled')
    if (change.type !== 'forget') return
    const handle = page.handles.find(({ upload }) => upload.entry.id === change.id)
    if (handle?.upload.getSnapshot().status !== 'canceled') return
    this.ledger.canceled.add(change.id)
    this.#end(handle.upload.entry, 'canceled')
  }

  /** A journal that is broken may not forget, so that the next visit finds the upload unfinished. */
  #end({ id, storageId, key }: JournalEntry, how: 'done' | 'canceled'): void {
    if (this.ledger.excused.has(id)) return
    if (this.#world.settings.keys === 'own' && this.#journalsWork)
      this.#ended.set(`${storageId} ${key}`, { how, unheard: new Set(this.#pagesAway) })
  }

  get #pagesAway(): readonly SimulatedPage[] {
    return this.#world.pages.filter(({ life }) => life.isAlive && life.liveliness === 'still')
  }

  get #journalsWork(): boolean {
    return this.#world.pages.every(({ journalHealth }) => journalHealth === 'works')
  }

  /** An object of parts is a whole file that somebody chose, whatever happened on the way. */
  #stored(storage: MemoryStorage, object: MemoryObject): void {
    const { story, verdict } = this.#world
    story.tell(storage.id, `stores ${object.key}, ${object.bytes.length} bytes`)
    if (!object.etag.includes('-')) return
    const chosen = [...this.#uploads.keys()].flatMap(({ given }) => [...given])
    verdict.holds(
      chosen.some((content) => isSame(object, content)),
      'nothing is spliced',
      () => `${object.key} has bytes that no chosen file has.`,
    )
  }
}

/** How an upload ended, and on which pages nobody could notice. */
interface Ending {
  readonly how: 'done' | 'canceled'
  readonly unheard: ReadonlySet<SimulatedPage>
}

function hasJournal({ handles, journalHealth }: SimulatedPage): boolean {
  const isReady = handles.every(({ upload }) => upload.getSnapshot().journal === 'ready')
  return isReady && journalHealth === 'works'
}

function tell(changes: readonly JournalChange[]): string {
  const words = changes.map((change) => {
    switch (change.type) {
      case 'put':
        return `“${change.entry.file.name}” (${change.entry.id}) is ${change.entry.state}`
      case 'putPart':
        return `part ${change.part.number}`
      case 'dropParts':
        return `no parts of ${change.id}`
      case 'forget':
        return `${change.id} forgotten`
    }
  })
  return words.join(', ')
}
