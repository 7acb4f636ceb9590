import type { PartStates, PartsView } from '../model/parts-view.ts'
import type { Scheduler } from '../ports/environment.ts'
import type { Observable } from '../ports/observable.ts'
import { ObservableValue } from './observable-value.ts'

/** The parts of one upload as people see them, built when asked for: there may be ten thousand. */
export class ShownParts implements Observable<PartsView> {
  readonly #view: ObservableValue<PartsView>
  #states: PartStates | null = null
  #viewOf: PartStates | null = null
  #version = 0

  constructor(scheduler: Scheduler) {
    this.#view = new ObservableValue(noParts, scheduler)
    this.subscribe = this.#view.subscribe
  }

  readonly subscribe: Observable<PartsView>['subscribe']

  readonly getSnapshot = (): PartsView => {
    this.#refresh()
    return this.#view.getSnapshot()
  }

  get states(): PartStates | null {
    return this.#states
  }

  get isWatched(): boolean {
    return this.#view.isWatched
  }

  /** These are shown now, or have changed. */
  show(states: PartStates): void {
    this.#states = states
    if (this.isWatched) this.#refresh()
  }

  #refresh(): void {
    const states = this.#states
    if (!states) return
    const view = states.view()
    if (this.#viewOf === states && this.#version === view.version) return
    this.#viewOf = states
    this.#version = view.version
    this.#view.set(view)
  }
}

const noParts: PartsView = {
  count: 0,
  version: 0,
  at: (index) => {
    throw new RangeError(`There is no part at index ${index}.`)
  },
}
