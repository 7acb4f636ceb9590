import type { PartStates, PartsView } from '../model/parts-view.ts'
import type { StoredObject } from '../model/stored-object.ts'
import { transition, type UploadEvent } from '../model/transition.ts'
import { UploadError } from '../model/upload-error.ts'
import {
  isRunning,
  isSettled,
  type UploadFacts,
  type UploadSnapshot,
} from '../model/upload-phase.ts'
import type { Observable } from '../ports/observable.ts'
import type { TabCommand } from '../ports/tabs.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { AddOptions, Upload } from '../ports/uploader.ts'
import { isOffered } from './accept-offer.ts'
import type { UploadBirth } from './birth.ts'
import { discardAnywhere } from './discard-anywhere.ts'
import { discardUpload } from './discard-upload.ts'
import { Mirror } from './mirror.ts'
import type { Neighbourhood } from './neighbourhood.ts'
import { findOtherOwner } from './ownership.ts'
import type { PresentUpload } from './page-presence.ts'
import { OwnerDialogue } from './owner-dialogue.ts'
import type { Settlement } from './run.ts'
import { RunDriver } from './run-driver.ts'
import type { RunQueue } from './run-queue.ts'
import { RunSequence } from './run-sequence.ts'
import { Settlements } from './settlements.ts'
import type { Shared } from './shared.ts'
import type { SharedUpload } from './tab-talk.ts'
import { UploadMemory } from './upload-memory.ts'
import { UploadView } from './upload-view.ts'
import { WayToFile } from './way-to-file.ts'

/** What an upload needs from the uploader that lists it. */
export interface UploadHost {
  readonly shared: Shared
  readonly queue: RunQueue
  readonly others: Neighbourhood
  /** The entry that an earlier visit left for the same file, once. */
  readonly findEarlier: (upload: ManagedUpload) => Promise<JournalEntry | undefined>
  /** Called after every change of this upload. */
  readonly onChange: (upload: ManagedUpload) => void
}

/** One file on its way: takes commands, and runs the runs, one at a time. */
export class ManagedUpload implements Upload, SharedUpload, PresentUpload {
  readonly id: string
  readonly view: UploadView
  readonly mirror: Mirror
  readonly #host: UploadHost
  readonly #memory: UploadMemory
  readonly #settlements = new Settlements()
  readonly #wayToFile: WayToFile
  readonly #runs: RunSequence
  readonly #life: AbortSignal
  readonly #goesOn: boolean
  readonly #driver: RunDriver
  readonly #owner: OwnerDialogue

  constructor(host: UploadHost, { file, kept, handle, life, ...birth }: UploadBirth) {
    const { shared } = host
    const { entry, snapshot, goesOn = true, ...rank } = birth
    this.id = snapshot.id
    this.#host = host
    this.#life = life
    this.#goesOn = goesOn
    this.#runs = new RunSequence(life)
    this.#wayToFile = new WayToFile(shared.files, { file, kept })
    this.#memory = new UploadMemory(shared, entry)
    this.view = new UploadView(snapshot, shared)
    const known = { memory: this.#memory, view: this.view, wayToFile: this.#wayToFile }
    const { others } = host
    this.mirror = new Mirror({
      ...known,
      shared,
      others,
      onChange: () => this.#changed(),
      onFound: () => this.#owner.letGo(),
      onShown: (owner, snapshot) => this.#shownBy(owner, snapshot),
    })
    this.#owner = new OwnerDialogue({
      ...known,
      upload: this,
      talk: others.talk,
      mirror: this.mirror,
      life,
    })
    this.#driver = new RunDriver({
      ...known,
      id: this.id,
      shared,
      queue: host.queue,
      news: others.news,
      rank,
      life,
      dispatch: (event) => void this.dispatch(event),
      onChange: () => this.#changed(),
      findEarlier: () => host.findEarlier(this),
      yieldToOwner: () => this.#runs.start((signal) => this.#owner.yield(signal)),
    })
    this.subscribe = this.view.subscribe
    this.getSnapshot = this.view.getSnapshot
    this.parts = this.mirror.parts
    if (snapshot.status !== 'queued') return
    if (handle) this.#wayToFile.keepHandle(entry, handle)
    this.#start()
  }

  readonly subscribe: Observable<UploadSnapshot>['subscribe']
  readonly getSnapshot: Observable<UploadSnapshot>['getSnapshot']
  readonly parts: Observable<PartsView>

  get hasEnded(): boolean {
    return isSettled(this.getSnapshot().status)
  }

  get entry(): JournalEntry {
    return this.#memory.entry
  }

  get file(): File | Blob | null {
    return this.#wayToFile.file
  }

  pause(): void {
    if (this.mirror.owner !== null) return void this.#owner.ask(this.mirror.owner, 'pause')
    if (!this.dispatch({ type: 'pause' })) return
    this.#runs.end(new UploadError('canceled', 'The upload was paused.'))
    if (this.#isOurs) void this.#memory.save({ state: 'paused' })
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

  settled(): Promise<StoredObject> {
    return this.#settlements.next(this.getSnapshot())
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

  /** An upload of an earlier visit whose end is unclear. */
  recover({ goesOn = true }: { readonly goesOn?: boolean } = {}): void {
    this.#runs.start(async (signal) => {
      const isDone = await this.#driver.recover(signal)
      if (isDone || signal.aborted) return
      this.show({ waitingFor: 'file' })
      if (goesOn) this.goOn()
    })
  }

  /** Another tab says how this upload ended. A run of ours hears it by itself. */
  settleElsewhere(settlement: Settlement): void {
    if (isRunning(this.view.own.status) || this.hasEnded) return
    this.#runs.start((signal) => this.#driver.settleLike(settlement, signal))
  }

  showRemembered(states: PartStates | null): void {
    this.view.showRemembered(states)
  }

  journalFailed(): void {
    this.show({ journal: 'unavailable' })
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
    this.view.setFacts(facts)
    this.#changed()
  }

  /** Returns whether the event applied. */
  dispatch(event: UploadEvent): boolean {
    if (this.#life.aborted) return false
    const before = this.view.own
    const after = transition(before, event)
    if (after === before) return false
    this.view.setPhase(after)
    if (!isRunning(after.status) || event.type === 'enqueue')
      this.view.setFacts({ waitingFor: null })
    if (event.type === 'opened') this.#wayToFile.keep(this.entry)
    if (after.status === 'done') this.view.setFacts({ sentBytes: before.file.size })
    this.#host.shared.emit(this.id, event)
    this.#settlements.settle(this.view.own)
    this.#changed()
    return true
  }

  #shownBy(owner: string, snapshot: UploadSnapshot): void {
    // What failed there is not gone on with here: it may have been the file.
    if (snapshot.status === 'failed') this.#wayToFile.returnLent()
    this.show({ fileAt: this.#wayToFile.at })
    this.#settlements.settle(this.getSnapshot())
    this.#owner.heard(owner, snapshot)
  }

  #changed(): void {
    this.#host.onChange(this)
  }
}
