import type { PartStates, PartStatesCopy, PartsView } from '../model/parts-view.ts'
import { TransferRate } from '../model/transfer-rate.ts'
import type { UploadFacts, UploadPhase, UploadSnapshot } from '../model/upload-phase.ts'
import type { Clock, Scheduler } from '../ports/environment.ts'
import type { Observable } from '../ports/observable.ts'
import { ObservableValue } from './observable-value.ts'

/** What people see of one upload: phase and facts as one snapshot, and its parts. */
export class UploadView implements Observable<UploadSnapshot> {
  readonly #clock: Clock
  readonly #snapshot: ObservableValue<UploadSnapshot>
  readonly #view: ObservableValue<PartsView>
  readonly #rate = new TransferRate()
  #own: UploadSnapshot
  #mirrored: UploadSnapshot | null = null
  #shown: PartStates | null = null
  #shownVersion = 0
  #viewOf: PartStates | null = null

  constructor(
    initial: UploadSnapshot,
    { clock, scheduler }: { clock: Clock; scheduler: Scheduler },
  ) {
    this.#clock = clock
    this.#own = initial
    this.#snapshot = new ObservableValue(initial, scheduler)
    this.#view = new ObservableValue(noParts, scheduler)
    this.subscribe = this.#snapshot.subscribe
    this.getSnapshot = this.#snapshot.getSnapshot
  }

  readonly subscribe: Observable<UploadSnapshot>['subscribe']
  readonly getSnapshot: Observable<UploadSnapshot>['getSnapshot']

  /** As it stands in this tab, whatever another one says. */
  get own(): UploadSnapshot {
    return this.#own
  }

  /** Shows the upload as the tab does that drives it; `null`: as it stands here. */
  mirror(snapshot: UploadSnapshot | null): void {
    this.#mirrored = snapshot
    if (snapshot) this.#own = { ...this.#own, ...countsOf(snapshot, this.#own) }
    this.#publish()
  }

  mirrorParts(states: PartStates): void {
    this.#shown = states
    this.#refreshParts()
  }

  get isWatchedInParts(): boolean {
    return this.#view.isWatched
  }

  copyParts(): PartStatesCopy | null {
    return this.#shown?.copy() ?? null
  }

  /** Built when asked for: ten thousand parts cost nothing while nobody looks. */
  readonly parts: Observable<PartsView> = {
    subscribe: (listener) => this.#view.subscribe(listener),
    getSnapshot: () => {
      this.#refreshParts()
      return this.#view.getSnapshot()
    },
  }

  setPhase(phase: UploadPhase): void {
    // Facts first: engines take ten times as long to add them to the copy of a phase.
    this.#own = { ...factsOf(this.#own), ...phase }
    this.#publish()
    if (phase.status !== 'uploading') this.rest()
  }

  setFacts(facts: Partial<UploadFacts>): void {
    const before = this.#own
    const keys = Object.keys(facts) as (keyof UploadFacts)[] // `keys` forgets its argument's type.
    if (keys.every((key) => facts[key] === before[key])) return
    this.#own = { ...before, ...facts }
    this.#publish()
  }

  /** Nothing moves: there is no speed to show, and the next one is measured afresh. */
  rest(): void {
    this.#rate.pause()
    this.setFacts({ rate: null, secondsLeft: null })
  }

  wait(waitingFor: UploadFacts['waitingFor']): void {
    this.setFacts({ waitingFor })
    if (waitingFor) this.rest()
  }

  /** Of an earlier visit: nothing moves yet. */
  showRemembered(states: PartStates | null): void {
    if (states) this.showParts(states)
    this.rest()
  }

  showParts(states: PartStates): void {
    const { sentBytes } = this.#own
    const reported = states.sentBytes
    // Bytes that were stored earlier appear at once; they say nothing about speed.
    if (states !== this.#shown) this.#rate.pause()
    this.#rate.measure(reported, this.#clock.elapsed())
    this.#shown = states
    const remaining = states.plan.fileSize - reported
    this.setFacts({
      // Repeating a part takes bytes back; what people see never goes backwards.
      sentBytes: Math.max(sentBytes, reported),
      partCount: states.plan.partCount,
      storedParts: states.storedParts,
      reusedParts: states.reusedParts,
      rate: this.#rate.bytesPerSecond,
      secondsLeft: this.#rate.secondsLeft(remaining),
    })
    if (this.#view.isWatched) this.#refreshParts()
  }

  #publish(): void {
    const { id, group, file, sentBytes, owner, journal } = this.#own
    const kept = { id, group, file, sentBytes, owner, journal }
    const mirrored = this.#mirrored
    // The owner's handle cannot be opened with a click here; a file of our own can be handed over.
    const fileAt = mirrored?.fileAt === 'hand' ? 'hand' : this.#own.fileAt
    this.#snapshot.set(mirrored ? { ...mirrored, ...kept, fileAt } : this.#own)
  }

  #refreshParts(): void {
    const states = this.#shown
    if (!states) return
    const view = states.view()
    const isCurrent = this.#viewOf === states && this.#shownVersion === view.version
    if (isCurrent) return
    this.#viewOf = states
    this.#shownVersion = view.version
    this.#view.set(view)
  }
}

/** What stays true when the other tab is gone. */
function countsOf(mirrored: UploadSnapshot, own: UploadSnapshot): Partial<UploadFacts> {
  const { partCount, storedParts } = mirrored
  const sentBytes = Math.min(own.file.size, Math.max(own.sentBytes, mirrored.sentBytes))
  return { partCount, storedParts, sentBytes }
}

/** The facts without the phase: what a phase carries must not outlive it. */
function factsOf(snapshot: UploadSnapshot): UploadFacts {
  const { id, group, file, sentBytes, partCount, storedParts, reusedParts } = snapshot
  const { rate, secondsLeft, waitingFor, fileAt, begunElsewhereAt, owner, journal } = snapshot
  return {
    id,
    group,
    file,
    sentBytes,
    partCount,
    storedParts,
    reusedParts,
    rate,
    secondsLeft,
    waitingFor,
    fileAt,
    begunElsewhereAt,
    owner,
    journal,
  }
}

const noParts: PartsView = {
  count: 0,
  version: 0,
  at: (index) => {
    throw new RangeError(`There is no part at index ${index}.`)
  },
}
