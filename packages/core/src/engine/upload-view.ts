import type { PartStates, PartStatesCopy } from '../model/parts-view.ts'
import { TransferRate } from '../model/transfer-rate.ts'
import type { UploadFacts, UploadPhase, UploadSnapshot } from '../model/upload-phase.ts'
import type { Clock, Scheduler } from '../ports/environment.ts'
import type { Observable } from '../ports/observable.ts'
import { ObservableValue } from './observable-value.ts'
import { ShownParts } from './shown-parts.ts'

/** What people see of one upload: phase and facts as one snapshot, and its parts. */
export class UploadView implements Observable<UploadSnapshot> {
  readonly #clock: Clock
  readonly #scheduler: Scheduler
  readonly #snapshot: ObservableValue<UploadSnapshot>
  #own: UploadSnapshot
  #mirrored: UploadSnapshot | null = null
  // Both are made when they are needed: of ten thousand uploads few move at a time.
  #rate: TransferRate | null = null
  #parts: ShownParts | null = null

  constructor(
    initial: UploadSnapshot,
    { clock, scheduler }: { clock: Clock; scheduler: Scheduler },
  ) {
    this.#clock = clock
    this.#scheduler = scheduler
    this.#own = initial
    this.#snapshot = new ObservableValue(initial, scheduler)
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
    this.parts.show(states)
  }

  get isWatchedInParts(): boolean {
    return this.#parts?.isWatched ?? false
  }

  copyParts(): PartStatesCopy | null {
    return this.#parts?.states?.copy() ?? null
  }

  get parts(): ShownParts {
    return (this.#parts ??= new ShownParts(this.#scheduler))
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
    this.#rate?.pause()
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
    if (states !== this.#parts?.states) this.#rate?.pause()
    const rate = (this.#rate ??= new TransferRate())
    rate.measure(reported, this.#clock.elapsed())
    this.parts.show(states)
    const remaining = states.plan.fileSize - reported
    this.setFacts({
      // Repeating a part takes bytes back; what people see never goes backwards.
      sentBytes: Math.max(sentBytes, reported),
      partCount: states.plan.partCount,
      storedParts: states.storedParts,
      reusedParts: states.reusedParts,
      rate: rate.bytesPerSecond,
      secondsLeft: rate.secondsLeft(remaining),
    })
  }

  #publish(): void {
    const { id, group, file, sentBytes, owner, journal } = this.#own
    const kept = { id, group, file, sentBytes, owner, journal }
    const mirrored = this.#mirrored
    // The owner's handle cannot be opened with a click here; a file of our own can be handed over.
    const fileAt = mirrored?.fileAt === 'hand' ? 'hand' : this.#own.fileAt
    this.#snapshot.set(mirrored ? { ...mirrored, ...kept, fileAt } : this.#own)
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
