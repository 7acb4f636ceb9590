import type { PartStates, PartsView } from '../model/parts-view.ts'
import type { StoredObject } from '../model/stored-object.ts'
import { transition, type UploadEvent } from '../model/transition.ts'
import { toFailure, UploadError } from '../model/upload-error.ts'
import { isRunning, isSettled, type UploadSnapshot } from '../model/upload-phase.ts'
import type { KeptFile } from '../ports/file-access.ts'
import type { Observable } from '../ports/observable.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { AddOptions, Upload } from '../ports/uploader.ts'
import { isOffered } from './accept-offer.ts'
import { createRun } from './create-run.ts'
import { discardUpload } from './discard-upload.ts'
import { seizeOwnership } from './ownership.ts'
import type { Run, SettledNews, Settlement } from './run.ts'
import type { RunQueue } from './run-queue.ts'
import { RunSequence } from './run-sequence.ts'
import { recoverUpload, runUpload, settleLike } from './run-upload.ts'
import { Settlements } from './settlements.ts'
import type { Shared } from './shared.ts'
import { Source } from './source.ts'
import { UploadMemory } from './upload-memory.ts'
import { UploadView } from './upload-view.ts'
import { WayToFile } from './way-to-file.ts'

/** What an upload needs from the uploader that lists it. */
export interface UploadHost {
  readonly shared: Shared
  readonly queue: RunQueue
  readonly news: SettledNews
  /** The entry that an earlier visit left for the same file, once. */
  readonly findEarlier: (upload: ManagedUpload) => Promise<JournalEntry | undefined>
  /** Called after every change of this upload. */
  readonly onChange: () => void
}

export interface UploadBirth {
  readonly entry: JournalEntry
  readonly snapshot: UploadSnapshot
  readonly file: File | Blob | null
  readonly handle?: AddOptions['handle'] | undefined
  /** The way to the file that an earlier visit left. */
  readonly kept?: KeptFile | undefined
  readonly priority: number
  /** Age in the list; older goes first. */
  readonly order: number
  /** Aborted when the uploader lets go of this upload: from then on it does nothing. */
  readonly life: AbortSignal
}

/** One file on its way: takes commands, and runs the runs, one at a time. */
export class ManagedUpload implements Upload {
  readonly id: string
  readonly #host: UploadHost
  readonly #view: UploadView
  readonly #memory: UploadMemory
  readonly #settlements = new Settlements()
  readonly #rank: Pick<UploadBirth, 'priority' | 'order'>
  readonly #wayToFile: WayToFile
  #source: Source | null
  readonly #runs: RunSequence
  readonly #life: AbortSignal

  constructor(host: UploadHost, { file, kept, handle, life, ...birth }: UploadBirth) {
    const { shared } = host
    const { entry, snapshot, ...rank } = birth
    this.id = snapshot.id
    this.#host = host
    this.#rank = rank
    this.#life = life
    this.#runs = new RunSequence(life)
    this.#source = file && new Source(file)
    this.#wayToFile = new WayToFile(shared.files, kept)
    this.#memory = new UploadMemory(shared, entry)
    this.#view = new UploadView(snapshot, shared)
    this.subscribe = this.#view.subscribe
    this.getSnapshot = this.#view.getSnapshot
    this.parts = this.#view.parts
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

  pause(): void {
    if (!this.#dispatch({ type: 'pause' })) return
    this.#runs.end(new UploadError('canceled', 'The upload was paused.'))
    if (this.#isOurs) void this.#memory.save({ state: 'paused' })
  }

  resume(file?: File | Blob, { handle }: Pick<AddOptions, 'handle'> = {}): void {
    if (this.hasEnded) return
    if (handle) this.#wayToFile.keepHandle(this.entry, handle)
    if (isRunning(this.getSnapshot().status)) return this.#host.shared.credentialsWakeup.wake()
    if (file && file !== this.#source?.file) this.#take(new Source(file))
    if (!this.#source) return void this.#reopen()
    if (!this.#dispatch({ type: 'enqueue' })) return
    this.#start()
  }

  /** What was interrupted goes on without anybody where its file is at hand, and bytes cost nothing. */
  goOn(): void {
    const { status, fileAt } = this.getSnapshot()
    const isFree = !this.#host.shared.connectivity.isMetered?.()
    if (status !== 'interrupted' || fileAt !== 'hand' || !isFree) return
    // Nobody is asked for anything, so that nothing says so in the meantime.
    this.#show({ waitingFor: null })
    this.resume()
  }

  async cancel(): Promise<void> {
    // Our own needs no question, so that it ends in this tick.
    const isOurs = this.#isOurs || isOffered(this.entry)
    if (!isOurs && (await this.#runs.beside(this.#seize())) === 'elsewhere')
      return this.#askOwnerToCancel()
    if (!this.#dispatch({ type: 'cancel' })) return
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

  /** An upload of an earlier visit whose end is unclear, or that only its owner's tab holds up. */
  recover({ goOn }: { readonly goOn: boolean }): void {
    this.#runs.start((signal) => this.#drive(signal, (run) => this.#recover(run, goOn)))
  }

  /** Another tab says how this upload ended. A run of ours hears it by itself. */
  settleElsewhere(settlement: Settlement): void {
    if (isRunning(this.getSnapshot().status)) return
    this.#runs.start((signal) =>
      this.#drive(signal, (run) => settleLike({ ...run, source: this.#source }, settlement)),
    )
  }

  showRemembered(states: PartStates | null): void {
    if (states) this.#view.showParts(states)
    this.#view.rest()
  }

  journalFailed(): void {
    this.#show({ journal: 'unavailable' })
  }

  /** Until its run had ended it may have taken up an entry that another tab drives. */
  async #discard(): Promise<void> {
    const ownership = isOffered(this.entry) ? 'ours' : await this.#seize()
    if (ownership === 'ours') await discardUpload(this.#host.shared, this.#memory, this.#life)
    if (ownership === 'elsewhere') this.#askOwnerToCancel()
  }

  #seize(): ReturnType<typeof seizeOwnership> {
    return seizeOwnership(this.#host.shared, this.#memory, this.#life)
  }

  #askOwnerToCancel(): void {
    this.#host.shared.tabs.post({ type: 'cancel', id: this.entry.id })
  }

  /** Only who owns an entry may write it. */
  get #isOurs(): boolean {
    return this.entry.owner === this.#host.shared.tabs.id
  }

  async #recover(run: Run, goOn: boolean): Promise<void> {
    const done = await recoverUpload(run).catch((thrown: unknown) => {
      run.signal.throwIfAborted()
      run.emit({ type: 'attemptFailed', error: toFailure(UploadError.from(thrown)), delay: null })
      return false
    })
    if (done || run.signal.aborted) return
    this.#show({ waitingFor: 'file' })
    if (goOn) this.goOn()
  }

  #take(source: Source): void {
    this.#source = source
    this.#show({ fileAt: 'hand' })
  }

  /** What cannot be opened again has to be chosen. */
  async #reopen(): Promise<void> {
    const { signal } = this.#runs
    const { file, at } = await this.#wayToFile.open(this.entry.id)
    // Stopped or canceled meanwhile, or somebody was quicker with the file itself.
    if (signal.aborted || this.#source) return
    if (!file) return this.#show({ waitingFor: 'file', fileAt: at })
    this.#take(new Source(file, true))
    this.resume()
  }

  #start(): void {
    this.#runs.start((signal) => this.#takeTurn(signal))
  }

  #takeTurn(signal: AbortSignal): Promise<void> {
    const { queue, shared } = this.#host
    const { size } = this.getSnapshot().file
    const lane = size <= shared.sizes.simpleUploadLimit ? 'whole' : 'parts'
    return queue.run({ lane, priority: this.#rank.priority, signal }, (standAside) =>
      this.#drive(signal, (run) => this.#send({ ...run, standAside })),
    )
  }

  async #send(run: Run): Promise<void> {
    if (this.#source) await runUpload({ ...run, source: this.#source })
  }

  async #drive(signal: AbortSignal, task: (run: Run) => Promise<void>): Promise<void> {
    const { shared, news, findEarlier } = this.#host
    const run = createRun({
      shared,
      news,
      signal,
      life: this.#life,
      memory: this.#memory,
      rank: this.#rank,
      emit: (event) => shared.emit(this.id, event),
      dispatch: (event) => void this.#dispatch(event),
      showParts: (states) => this.#showParts(states),
      showFile: (file) => this.#show({ file, begunElsewhereAt: null }),
      showWaiting: (waitingFor) => this.#wait(waitingFor),
      findEarlier: () => findEarlier(this),
    })
    try {
      await task(run)
    } catch (thrown) {
      run.dispatch({ type: 'failed', error: toFailure(UploadError.from(thrown)) })
    }
  }

  #wait(waitingFor: UploadSnapshot['waitingFor']): void {
    this.#show({ waitingFor })
    if (waitingFor) this.#view.rest()
  }

  #showParts(states: PartStates): void {
    this.#view.showParts(states)
    this.#host.onChange()
  }

  #show(facts: Parameters<UploadView['setFacts']>[0]): void {
    this.#view.setFacts(facts)
    this.#host.onChange()
  }

  /** Returns whether the event applied. */
  #dispatch(event: UploadEvent): boolean {
    if (this.#life.aborted) return false
    const before = this.getSnapshot()
    const after = transition(before, event)
    if (after === before) return false
    this.#view.setPhase(after)
    if (!isRunning(after.status) || event.type === 'enqueue')
      this.#view.setFacts({ waitingFor: null })
    if (event.type === 'opened' && this.#source) this.#wayToFile.keep(this.entry, this.#source.file)
    if (after.status === 'done') this.#view.setFacts({ sentBytes: before.file.size })
    this.#host.shared.emit(this.id, event)
    this.#settlements.settle(this.getSnapshot())
    this.#host.onChange()
    return true
  }
}
