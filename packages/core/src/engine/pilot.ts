import type { UploadEvent } from '../model/transition.ts'
import { UploadError } from '../model/upload-error.ts'
import {
  isRunning,
  isSettled,
  type UploadFacts,
  type UploadSnapshot,
} from '../model/upload-phase.ts'
import type { TabCommand } from '../ports/tabs.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { AddOptions } from '../ports/uploader.ts'
import { isOffered } from './accept-offer.ts'
import type { UploadBirth } from './birth.ts'
import { discardAnywhere } from './discard-anywhere.ts'
import { discardUpload } from './discard-upload.ts'
import { Mirror } from './mirror.ts'
import type { Neighbourhood } from './neighbourhood.ts'
import { OwnerDialogue, type Followed } from './owner-dialogue.ts'
import { findOtherOwner } from './ownership.ts'
import type { PresentUpload } from './page-presence.ts'
import type { Settlement } from './run.ts'
import { RunDriver } from './run-driver.ts'
import type { RunQueue } from './run-queue.ts'
import { RunSequence } from './run-sequence.ts'
import type { Shared } from './shared.ts'
import type { SharedUpload } from './tab-talk.ts'
import { UploadMemory } from './upload-memory.ts'
import type { UploadView } from './upload-view.ts'
import { WayToFile } from './way-to-file.ts'

/** Made once: ten thousand uploads may be added and held back at once. */
const paused = new UploadError('canceled', 'The upload was paused.')

/** What all pilots work with. */
export interface PilotHost {
  readonly shared: Shared
  readonly queue: RunQueue
  readonly others: Neighbourhood
  /** Takes an upload off the list that has ended. */
  readonly remove: (id: string) => void
  /** The entry that an earlier visit left for the same file, once. */
  readonly findEarlier: (pilot: Pilot) => Promise<JournalEntry | undefined>
}

/** The upload, as far as its pilot moves it. */
export interface Piloted {
  readonly id: string
  readonly view: UploadView
  readonly getSnapshot: () => UploadSnapshot
  readonly hasEnded: boolean
  /** Returns whether the event applied. */
  dispatch(event: UploadEvent): boolean
  show(facts: Partial<UploadFacts>): void
  /** To be called after every change that did not come by `dispatch` or `show`. */
  changed(): void
}

/** Carries out what is asked of one upload: runs its runs, one at a time, and minds other tabs. */
export class Pilot implements Followed, SharedUpload, PresentUpload {
  readonly upload: Piloted
  readonly view: UploadView
  readonly mirror: Mirror
  readonly getSnapshot: () => UploadSnapshot
  readonly #host: PilotHost
  readonly #memory: UploadMemory
  readonly #wayToFile: WayToFile
  readonly #runs: RunSequence
  readonly #life: AbortSignal
  readonly #goesOn: boolean
  readonly #driver: RunDriver
  readonly #owner: OwnerDialogue

  constructor(host: PilotHost, upload: Piloted, birth: UploadBirth) {
    const { shared, others } = host
    const { entry, file, kept, handle, life, goesOn = true, priority, order } = birth
    this.upload = upload
    this.view = upload.view
    this.getSnapshot = upload.getSnapshot
    this.#host = host
    this.#life = life
    this.#goesOn = goesOn
    this.#runs = new RunSequence(life)
    this.#wayToFile = new WayToFile(shared.files, { file, kept })
    this.#memory = new UploadMemory(shared, entry)
    // Spread last below: engines take thirty times as long to add to the copy of an object.
    const known = { memory: this.#memory, view: this.view, wayToFile: this.#wayToFile }
    const onChange = () => upload.changed()
    this.mirror = new Mirror({
      shared,
      others,
      onChange,
      onFound: () => this.#owner.letGo(),
      onShown: (owner, snapshot) => this.#shownBy(owner, snapshot),
      ...known,
    })
    this.#owner = new OwnerDialogue({
      upload: this,
      talk: others.talk,
      mirror: this.mirror,
      life,
      ...known,
    })
    this.#driver = new RunDriver({
      id: upload.id,
      shared,
      queue: host.queue,
      news: others.news,
      rank: { priority, order },
      life,
      dispatch: (event) => void this.dispatch(event),
      onChange,
      findEarlier: () => host.findEarlier(this),
      yieldToOwner: () => this.#runs.start((signal) => this.#owner.yield(signal)),
      ...known,
    })
    const { status } = this.view.own
    if (handle && status !== 'failed') this.#wayToFile.keepHandle(entry, handle)
    if (status === 'queued') this.#start()
  }

  get hasEnded(): boolean {
    return this.upload.hasEnded
  }

  get entry(): JournalEntry {
    return this.#memory.entry
  }

  get file(): File | Blob | null {
    return this.#wayToFile.file
  }

  /** Others may wait for it: it is ours, or was before the page stood still. */
  get mayBeOurs(): boolean {
    return this.#isOurs || this.#memory.isReleased
  }

  pause(): void {
    if (this.mirror.owner !== null) return void this.#owner.ask(this.mirror.owner, 'pause')
    if (!this.dispatch({ type: 'pause' })) return
    this.#runs.end(paused)
    if (this.#isOurs) void this.#memory.save({ state: 'paused' })
    else if (this.#memory.isReleased) this.#runs.start((signal) => this.#owner.returnPaused(signal))
  }

  resume(file?: File | Blob, { handle }: Pick<AddOptions, 'handle'> = {}): void {
    if (this.hasEnded) return
    if (handle) this.#wayToFile.keepHandle(this.entry, handle)
    if (this.mirror.owner !== null) return void this.#owner.resume(this.mirror.owner, file)
    if (isRunning(this.view.own.status)) return this.#host.shared.credentialsWakeup.wake()
    if (file) this.choose(file)
    if (!this.#wayToFile.takeLent()) return void this.#reopen()
    if (!this.dispatch({ type: 'enqueue' })) return
    this.#start()
  }

  /** What was interrupted goes on without anybody where its file is at hand, and bytes cost nothing. */
  goOn(): void {
    const { status, fileAt } = this.view.own
    const mayGoOn = this.#goesOn && !this.#host.shared.connectivity.isMetered?.()
    if (status !== 'interrupted' || fileAt !== 'hand' || !mayGoOn) return
    // Nobody is asked for anything, so that nothing says so in the meantime.
    this.show({ waitingFor: null })
    this.resume()
  }

  async cancel(): Promise<void> {
    if (this.mirror.owner !== null) return this.#owner.ask(this.mirror.owner, 'cancel')
    // Our own needs no question, so that it ends in this tick.
    const isOurs = this.#isOurs || isOffered(this.entry)
    const other = isOurs ? null : await this.#runs.beside(this.#findOtherOwner())
    if (other !== null) return this.#owner.ask(other, 'cancel')
    if (!this.dispatch({ type: 'cancel' })) return
    this.#runs.end(new UploadError('canceled', 'The upload was canceled.'))
    await this.#runs.afterwards(() => this.#discard())
  }

  /** Its life is over: stops the run and leaves everything as it is, for the next visit. */
  async stop(): Promise<void> {
    this.#runs.end(this.#life.reason)
    await this.#runs.settled()
  }

  /** Shows the upload as the tab does that drives it, and goes on by itself once none does. */
  follow(): void {
    this.#runs.start((signal) => this.#owner.follow(signal))
  }

  showElsewhere(from: string, snapshot: UploadSnapshot): void {
    this.mirror.show(from, snapshot)
    if (this.mirror.owner !== null) return
    const { status, waitingFor } = this.view.own
    const isAtRest = !isRunning(status) && !isSettled(status) && waitingFor !== 'tab'
    if (isAtRest && !this.#isOurs) this.follow()
  }

  offer(file: File | Blob): void {
    if (file.size !== this.entry.file.size || this.mirror.owner === null) return
    this.#wayToFile.lend(file)
    this.show({ fileAt: 'hand' })
  }

  obey(command: TabCommand, file: File | Blob | null): boolean {
    if (command === 'pause') this.pause()
    else if (command === 'resume') this.resume(file ?? undefined)
    else void this.cancel()
    return file !== null && this.#wayToFile.source?.file === file
  }

  suspend(reason: UploadError): void {
    this.#runs.end(reason)
    this.#memory.release()
  }

  /** An upload of an earlier visit whose end is unclear. What somebody paused is only looked for. */
  recover({ goesOn = true }: { readonly goesOn?: boolean } = {}): void {
    this.#runs.start(async (signal) => {
      const isPaused = this.view.own.status === 'paused'
      const outcome = await this.#driver.recover(signal, { completes: !isPaused })
      if (outcome === 'ended' || signal.aborted) return
      if (outcome === 'elsewhere') return this.follow()
      this.show({ waitingFor: isPaused && this.#wayToFile.at !== 'none' ? null : 'file' })
      if (goesOn) this.goOn()
    })
  }

  /** It goes on under another entry, which is listed as well; nobody gave it a file here. */
  vanish(): void {
    if (this.dispatch({ type: 'cancel' })) this.#host.remove(this.upload.id)
  }

  /** Another tab says how this upload ended. A run of ours hears it by itself. */
  settleElsewhere(settlement: Settlement): void {
    if (isRunning(this.view.own.status) || this.hasEnded) return
    this.#runs.start((signal) => this.#driver.settleLike(settlement, signal))
  }

  /** Only who owns an entry may write it. */
  get #isOurs(): boolean {
    return this.entry.owner === this.#host.shared.tabs.id
  }

  #findOtherOwner(): Promise<string | null> {
    return findOtherOwner(this.#host.shared, this.entry)
  }

  /** Until its run had ended it may have taken up an entry that another tab drives. */
  async #discard(): Promise<void> {
    if (isOffered(this.entry)) return discardUpload(this.#host.shared, this.#memory, this.#life)
    await discardAnywhere(this.#host, this.#memory, this.#life)
  }

  choose(file: File | Blob): void {
    this.#wayToFile.choose(file)
    this.show({ fileAt: 'hand' })
  }

  /** What cannot be opened again has to be chosen. */
  async #reopen(): Promise<void> {
    const { signal } = this.#runs
    const file = await this.#wayToFile.open(this.entry.id)
    // Stopped or canceled meanwhile, or somebody was quicker with the file itself.
    if (signal.aborted || this.file) return
    if (file) this.#wayToFile.reopened(file)
    this.show({ fileAt: this.#wayToFile.at })
    if (file) this.resume()
    else this.show({ waitingFor: 'file' })
  }

  #start(): void {
    this.#runs.start((signal) => this.#driver.send(signal))
  }

  show(facts: Partial<UploadFacts>): void {
    this.upload.show(facts)
  }

  dispatch(event: UploadEvent): boolean {
    const applied = this.upload.dispatch(event)
    if (applied && event.type === 'opened') this.#wayToFile.keep(this.entry)
    return applied
  }

  #shownBy(owner: string, snapshot: UploadSnapshot): void {
    // What failed there is not gone on with here: it may have been the file.
    if (snapshot.status === 'failed') this.#wayToFile.returnLent()
    this.show({ fileAt: this.#wayToFile.at })
    this.#owner.heard(owner, snapshot)
  }
}
