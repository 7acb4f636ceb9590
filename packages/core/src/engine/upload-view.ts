import { planParts } from '../model/part.ts'
import { PartStates, type PartsView } from '../model/parts-view.ts'
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
  #shown: PartStates | null = null
  #shownVersion = 0
  #viewOf: PartStates | null = null

  constructor(
    initial: UploadSnapshot,
    { clock, scheduler }: { clock: Clock; scheduler: Scheduler },
  ) {
    this.#clock = clock
    this.#snapshot = new ObservableValue(initial, scheduler)
    this.#view = new ObservableValue(noParts, scheduler)
    this.subscribe = this.#snapshot.subscribe
    this.getSnapshot = this.#snapshot.getSnapshot
  }

  readonly subscribe: Observable<UploadSnapshot>['subscribe']
  readonly getSnapshot: Observable<UploadSnapshot>['getSnapshot']

  /** Built when asked for: ten thousand parts cost nothing while nobody looks. */
  readonly parts: Observable<PartsView> = {
    subscribe: (listener) => this.#view.subscribe(listener),
    getSnapshot: () => {
      this.#refreshParts()
      return this.#view.getSnapshot()
    },
  }

  setPhase(phase: UploadPhase): void {
    this.#snapshot.set({ ...phase, ...factsOf(this.getSnapshot()) })
    if (phase.status !== 'uploading') this.rest()
  }

  setFacts(facts: Partial<UploadFacts>): void {
    const before = this.getSnapshot()
    const keys = Object.keys(facts) as (keyof UploadFacts)[] // `keys` forgets its argument's type.
    if (keys.some((key) => facts[key] !== before[key])) this.#snapshot.set({ ...before, ...facts })
  }

  /** Nothing moves: there is no speed to show, and the next one is measured afresh. */
  rest(): void {
    this.#rate.pause()
    this.setFacts({ rate: null, secondsLeft: null })
  }

  showParts(states: PartStates): void {
    const { sentBytes } = this.getSnapshot()
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

/** The facts without the phase: what a phase carries must not outlive it. */
function factsOf(snapshot: UploadSnapshot): UploadFacts {
  const { id, group, file, sentBytes, partCount, storedParts, reusedParts } = snapshot
  const { rate, secondsLeft, waitingFor, fileAt, begunElsewhereAt, journal } = snapshot
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

/** The parts of an upload of an earlier visit, as the journal remembers them. */
export function rememberedParts(
  fileSize: number,
  partSize: number,
  numbers: readonly number[],
): PartStates | null {
  if (partSize === 0) return null
  const states = new PartStates(planParts(fileSize, partSize))
  for (const number of numbers)
    if (number >= 1 && number <= states.plan.partCount) states.stored(number, 'reused')
  return states
}
