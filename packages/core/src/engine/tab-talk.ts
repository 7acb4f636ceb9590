import { PartStates, type PartStatesCopy } from '../model/parts-view.ts'
import { isSettled, type UploadSnapshot } from '../model/upload-phase.ts'
import type { TabCommand, TabMessage } from '../ports/tabs.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import { linkedAbort } from './linked-abort.ts'
import type { Settlement } from './run.ts'
import type { Shared } from './shared.ts'
import type { TabNews } from './tab-news.ts'

/** An upload, as far as other tabs have to do with it. */
export interface SharedUpload {
  readonly entry: JournalEntry
  readonly file: File | Blob | null
  getSnapshot(): UploadSnapshot
  readonly view: { copyParts(): PartStatesCopy | null }
  readonly mirror: { showParts(parts: PartStates): void }
  showElsewhere(from: string, snapshot: UploadSnapshot): void
  settleElsewhere(settlement: Settlement): void
  /** Finds out anew who drives it. */
  follow(): void
  /** The file itself, as the tab that drives the upload has it. */
  offer(file: File | Blob): void
  /** Returns whether it took the file. */
  obey(command: TabCommand, file: File | Blob | null): boolean
}

export interface TalkHost {
  readonly uploads: () => Iterable<SharedUpload>
  /** By the id of its journal entry. */
  readonly find: (id: string) => SharedUpload | undefined
  /** Another tab drives an upload that is not listed here. */
  readonly meet: (from: string, snapshot: UploadSnapshot) => void
}

export interface TabQuestion {
  readonly to: string
  readonly id: string
  readonly command: TabCommand
  readonly file: File | Blob | null
}

/** `taken`: the owner sends this file from now on, if it is the right one. */
export type TabAnswer = 'heard' | 'taken' | 'silence'

/** Snapshots go out at most once in so many milliseconds, */
const interval = 250
/** and so many at once, so that ten thousand uploads block nobody. */
const atOnce = 200
/** How long the owner may take to hear a command, in milliseconds. */
const patience = 2_000

/** What this uploader tells other tabs, and what it makes of what they tell. */
export class TabTalk {
  readonly #shared: Shared
  readonly #news: TabNews
  readonly #host: TalkHost
  readonly #changed = new Set<SharedUpload>()
  readonly #asked = new Map<string, (answer: TabAnswer) => void>()
  #stop: (() => void) | null = null
  #isTelling = false

  constructor(shared: Shared, news: TabNews, host: TalkHost) {
    this.#shared = shared
    this.#news = news
    this.#host = host
  }

  /** Begins at the first use, since a server that renders the page has no tabs. */
  listen(): void {
    if (this.#stop) return
    this.#stop = this.#shared.tabs.subscribe((message) => this.#hear(message))
    this.greet()
  }

  stop(): void {
    this.#stop?.()
    this.#stop = null
  }

  greet(): void {
    this.#shared.tabs.post({ type: 'hello' })
  }

  changed(upload: SharedUpload): void {
    if (!this.#news.hasAudience || !this.#isOwn(upload)) return
    this.#changed.add(upload)
    if (!this.#isTelling) void this.#tell()
  }

  want(id: string, what: 'snapshot' | 'file' | 'parts'): void {
    this.#shared.tabs.post({ type: 'wanted', id, what })
  }

  /** Resolves with what the owner makes of it. Never rejects. */
  async ask(question: TabQuestion): Promise<TabAnswer> {
    const { tabs, clock, createId, lifetime } = this.#shared
    const ask = createId()
    const { controller, unlink } = linkedAbort(lifetime)
    const answer = new Promise<TabAnswer>((resolve) => this.#asked.set(ask, resolve))
    const silence = clock.sleep(patience, controller.signal).then(
      () => 'silence' as const,
      () => 'silence' as const,
    )
    tabs.post({ type: 'command', ask, ...question })
    try {
      return await Promise.race([answer, silence])
    } finally {
      this.#asked.delete(ask)
      controller.abort()
      unlink()
    }
  }

  async #tell(): Promise<void> {
    const { tabs, writer, clock, lifetime } = this.#shared
    this.#isTelling = true
    while (this.#changed.size > 0 && !lifetime.aborted) {
      // Who hears of an upload reads its row.
      await writer.flushed()
      const told = [...this.#changed].slice(0, atOnce)
      for (const upload of told) this.#changed.delete(upload)
      const uploads = told.filter((upload) => this.#isOwn(upload)).map(snapshotOf)
      tabs.post({ type: 'shown', from: tabs.id, uploads })
      await clock.sleep(interval, lifetime).catch(() => {})
    }
    this.#isTelling = false
  }

  #hear(message: TabMessage): void {
    this.#news.heardSomebody()
    const { tabs } = this.#shared
    switch (message.type) {
      case 'hello':
        // Also without uploads: it says that somebody is there.
        tabs.post({ type: 'shown', from: tabs.id, uploads: [] })
        for (const upload of this.#host.uploads()) this.changed(upload)
        return
      case 'shown':
        for (const snapshot of message.uploads) this.#hearOf(message.from, snapshot)
        return
      case 'signedIn':
        return this.#shared.credentialsWakeup.wake()
      case 'settled':
        return this.#settle(message.id, { object: message.object })
      case 'replaced':
        // It may be on its way to the list only now.
        this.#news.replace(message.id)
        return this.#host.find(message.id)?.follow()
      case 'wanted':
        return this.#give(message.id, message.what)
      case 'file':
        return this.#host.find(message.id)?.offer(message.file)
      case 'parts': {
        const parts = PartStates.from(message.parts)
        if (parts) this.#host.find(message.id)?.mirror.showParts(parts)
        return
      }
      case 'command': {
        const upload = message.to === tabs.id ? this.#host.find(message.id) : undefined
        if (!upload || !this.#isOwn(upload)) return
        const isTaken = upload.obey(message.command, message.file)
        return tabs.post({ type: 'heard', ask: message.ask, isTaken })
      }
      case 'heard':
        return this.#asked.get(message.ask)?.(message.isTaken ? 'taken' : 'heard')
    }
  }

  #hearOf(from: string, snapshot: UploadSnapshot): void {
    if (snapshot.status === 'done') return this.#settle(snapshot.id, { object: snapshot.object })
    if (isSettled(snapshot.status)) return this.#settle(snapshot.id, { object: null })
    const upload = this.#host.find(snapshot.id)
    if (upload) upload.showElsewhere(from, snapshot)
    else this.#host.meet(from, snapshot)
  }

  #settle(id: string, settlement: Settlement): void {
    this.#news.settle(id, settlement)
    this.#host.find(id)?.settleElsewhere(settlement)
  }

  #give(id: string, what: 'snapshot' | 'file' | 'parts'): void {
    const { tabs } = this.#shared
    const upload = this.#host.find(id)
    if (!upload || !this.#isOwn(upload)) return
    const snapshot = upload.getSnapshot()
    // Somebody finds no row, and waits for nothing but this word.
    if (snapshot.status === 'done')
      return tabs.post({ type: 'settled', id, object: snapshot.object })
    if (what === 'snapshot') return this.changed(upload)
    if (what === 'file') {
      if (upload.file) tabs.post({ type: 'file', id, file: upload.file })
      return
    }
    const parts = upload.view.copyParts()
    if (parts) tabs.post({ type: 'parts', id, parts })
  }

  #isOwn({ entry }: SharedUpload): boolean {
    return entry.owner === this.#shared.tabs.id
  }
}

/** Named as the journal names it: in other tabs it is listed under another id. */
function snapshotOf(upload: SharedUpload): UploadSnapshot {
  return { ...upload.getSnapshot(), id: upload.entry.id }
}
