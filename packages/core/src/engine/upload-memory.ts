import type { JournalChange, JournalEntry, PartRecord } from '../ports/upload-journal.ts'
import type { Shared } from './shared.ts'

/** The journal entry of one upload, in memory and on its way to the journal. */
export class UploadMemory {
  readonly #shared: Pick<Shared, 'writer' | 'clock' | 'tabs'>
  #entry: JournalEntry
  #isReleased = false
  #mayHaveParts: boolean

  constructor(shared: Pick<Shared, 'writer' | 'clock' | 'tabs'>, entry: JournalEntry) {
    this.#shared = shared
    this.#entry = entry
    this.#mayHaveParts = isInParts(entry)
  }

  get entry(): JournalEntry {
    return this.#entry
  }

  /** The page stood still, and the row was not read again since. */
  get isReleased(): boolean {
    return this.#isReleased
  }

  /** The same entry, as another tab left it or as it was claimed. */
  adopt(entry: JournalEntry): void {
    this.#entry = entry
    this.#isReleased = false
    this.#mayHaveParts ||= isInParts(entry)
  }

  /**
   * Goes on with the entry of an earlier visit; its own, which is new, is forgotten. In one step: a
   * pause in between must not bring it back.
   */
  async become(entry: JournalEntry): Promise<void> {
    const forgotten = this.#forgetting()
    this.#entry = entry
    this.#mayHaveParts ||= isInParts(entry)
    await this.#shared.writer.gather(forgotten)
  }

  /**
   * The page stands still, and another tab may take the entry over meanwhile: until the row is read
   * again this one is not its owner.
   */
  release(): void {
    this.#entry = { ...this.#entry, owner: null }
    this.#isReleased = true
  }

  /** Resolves when the change is committed. Only who owns the entry writes it. */
  async save(
    change: Partial<JournalEntry>,
    durability: 'strict' | 'relaxed' = 'relaxed',
  ): Promise<void> {
    if (this.#change(change))
      await this.#shared.writer.write({ type: 'put', entry: this.#entry }, durability)
  }

  /** As `save`, for what may come a moment late, or not at all where the upload ends before. */
  note(change: Partial<JournalEntry>): void {
    if (this.#change(change)) void this.#shared.writer.gather({ type: 'put', entry: this.#entry })
  }

  recordPart(part: PartRecord): void {
    void this.#shared.writer.write({ type: 'putPart', id: this.#entry.id, part })
  }

  /** Nothing of it is on the storage any more; key and headers stay. */
  async startOver(): Promise<void> {
    void this.#shared.writer.write({ type: 'dropParts', id: this.#entry.id })
    await this.save({
      state: 'queued',
      remote: null,
      partSize: 0,
      recuts: [],
      expected: null,
      object: null,
    })
  }

  /** Somebody wants it to go on. */
  async unpause(): Promise<void> {
    const { state, remote } = this.#entry
    if (state === 'paused') await this.save({ state: remote ? 'open' : 'queued' })
  }

  /** The journal knows nothing of it any more, and shall again. */
  async beginAnew(): Promise<void> {
    this.#entry = { ...this.#entry, owner: this.#shared.tabs.id }
    await this.startOver()
  }

  async forget(): Promise<void> {
    await this.#shared.writer.write(this.#forgetting())
  }

  /** As `forget`, together with others that end at about the same time. */
  async forgetInCompany(): Promise<void> {
    await this.#shared.writer.gather(this.#forgetting())
  }

  /** Most files are small, and never had parts. */
  #forgetting(): JournalChange {
    const { id } = this.#entry
    return { type: 'forget', id, ...(!this.#mayHaveParts && { hadParts: false }) }
  }

  /** Returns whether this is ours to write. */
  #change(change: Partial<JournalEntry>): boolean {
    const { clock, tabs } = this.#shared
    this.#entry = { ...this.#entry, ...change, touchedAt: clock.now() }
    this.#mayHaveParts ||= isInParts(this.#entry)
    return this.#entry.owner === tabs.id
  }
}

const isInParts = ({ remote, partSize }: JournalEntry): boolean => remote !== null || partSize > 0
