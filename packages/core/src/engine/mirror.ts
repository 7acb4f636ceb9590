import type { PartStates } from '../model/parts-view.ts'
import { isRunning, type UploadSnapshot } from '../model/upload-phase.ts'
import { linkedAbort } from './linked-abort.ts'
import type { Neighbourhood } from './neighbourhood.ts'
import { readRow } from './ownership.ts'
import type { Settlement } from './run.ts'
import type { Shared } from './shared.ts'
import type { UploadMemory } from './upload-memory.ts'
import type { UploadView } from './upload-view.ts'
import type { WayToFile } from './way-to-file.ts'

export interface MirrorContext {
  readonly shared: Shared
  readonly others: Neighbourhood
  readonly memory: UploadMemory
  readonly view: UploadView
  readonly wayToFile: WayToFile
  readonly onChange: () => void
  /** There is another tab that drives it. */
  readonly onFound: () => void
  /** The owner shows this now. */
  readonly onShown: (owner: string, snapshot: UploadSnapshot) => void
}

/** A row that is gone without a word: the word may be on its way for so many milliseconds. */
const lastWord = 2_000

/** Shows an upload as the tab does that drives it. */
export class Mirror {
  readonly #context: MirrorContext
  #owner: string | null = null
  #latest: { readonly from: string; readonly snapshot: UploadSnapshot } | null = null

  constructor(context: MirrorContext) {
    this.#context = context
  }

  /** The tab that drives it; `null` while this one does, or nobody. */
  get owner(): string | null {
    return this.#owner
  }

  /** What the owner last showed. */
  get latest(): UploadSnapshot | null {
    return this.#latest?.from === this.#owner ? (this.#latest?.snapshot ?? null) : null
  }

  /**
   * Follows whoever else drives the upload. Resolves with its end, with `ours` when this tab is its
   * owner, with `nobody` when the owner is gone, or when the signal came first, with `replaced` when
   * the upload goes on under another entry, and with `forgotten` when the row is gone, too, and nobody
   * says why.
   */
  async follow(
    signal: AbortSignal,
  ): Promise<Settlement | 'ours' | 'nobody' | 'replaced' | 'forgotten'> {
    const { shared, memory, others } = this.#context
    const { journal, tabs, writer } = shared
    await writer.flushed()
    while (!signal.aborted) {
      const { id } = memory.entry
      const settlement = others.news.of(id)
      if (settlement) return settlement

      const current = await readRow(shared, memory, signal)
      if (!current && others.news.isReplaced(id)) return 'replaced'
      if (!current && (await this.#hearEnd(id, signal))) continue
      if (signal.aborted) break
      // A journal that has failed cannot be asked: then what is remembered here has to do.
      const entry = current ?? (journal.availability === 'unavailable' ? memory.entry : undefined)
      if (!entry) return 'forgotten'
      if (entry.state === 'discarding') return { object: null }
      memory.adopt(entry)
      const { owner } = entry
      if (owner === tabs.id) return 'ours'
      if (owner === null || !(await tabs.isAlive(owner))) return 'nobody'
      if (!signal.aborted) await this.#watch(owner, signal)
    }
    return 'nobody'
  }

  /** Whether the journal still has it, as far as it can be asked. */
  async isKnown(): Promise<boolean> {
    const { shared, memory } = this.#context
    const { journal } = shared
    return (await journal.get(memory.entry.id)) !== undefined || journal.availability !== 'ready'
  }

  /** What the owner says of it. */
  show(from: string, snapshot: UploadSnapshot): void {
    this.#latest = { from, snapshot }
    if (from !== this.#owner) return
    const { view, others, memory, wayToFile, onChange, onShown } = this.#context
    view.setFacts({ owner: 'elsewhere' })
    view.mirror(snapshot)
    if (isRunning(snapshot.status) && !wayToFile.file) others.talk.want(memory.entry.id, 'file')
    if (view.isWatchedInParts) this.wantParts()
    onChange()
    onShown(from, snapshot)
  }

  showParts(parts: PartStates): void {
    if (this.#owner !== null) this.#context.view.mirrorParts(parts)
  }

  /** Somebody looks at them: the owner is asked. */
  wantParts(): void {
    const { others, memory } = this.#context
    if (this.#owner !== null) others.talk.want(memory.entry.id, 'parts')
  }

  /** Until the owner is gone, or the upload has ended, or the signal came. */
  async #watch(owner: string, signal: AbortSignal): Promise<void> {
    const { view, memory, others, shared, onChange, onFound } = this.#context
    const { talk, owners, news } = others
    const { clock } = shared
    const { id } = memory.entry
    const { controller, unlink } = linkedAbort(signal)
    this.#owner = owner
    onFound()
    view.setFacts({ waitingFor: 'tab', owner: 'elsewhere' })
    if (this.latest) this.show(owner, this.latest)
    else talk.want(id, 'snapshot')
    const gone = owners.untilGone(owner, controller.signal)
    // It may have ended while we asked: nobody says it twice.
    const ended = news.of(id) ? Promise.resolve() : news.next(id, controller.signal)
    try {
      await Promise.race([gone, ended])
    } catch {
      // The browser does not say: look again in a moment, unless it was stopped.
      await clock.sleep(lastWord, signal).catch(() => {})
    } finally {
      controller.abort()
      unlink()
      this.#owner = null
      view.setFacts({ owner: 'here' })
      view.mirror(null)
      onChange()
    }
  }

  async #hearEnd(id: string, signal: AbortSignal): Promise<boolean> {
    const { shared, others } = this.#context
    others.talk.want(id, 'snapshot')
    const { controller, unlink } = linkedAbort(signal)
    const word = others.news.next(id, controller.signal).then(() => true)
    const silence = shared.clock.sleep(lastWord, controller.signal).then(() => false)
    try {
      return await Promise.race([word, silence]).catch(() => false)
    } finally {
      controller.abort()
      unlink()
    }
  }
}
