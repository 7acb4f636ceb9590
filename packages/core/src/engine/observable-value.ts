import type { Scheduler } from '../ports/environment.ts'
import type { Observable } from '../ports/observable.ts'

/** A value with subscribers, notified in batches. */
export class ObservableValue<Value> implements Observable<Value> {
  #value: Value
  #scheduled = false
  /** `null` before the first: of ten thousand uploads few are ever watched. */
  #listeners: Set<() => void> | null = null
  readonly #scheduler: Scheduler

  constructor(value: Value, scheduler: Scheduler) {
    this.#value = value
    this.#scheduler = scheduler
  }

  readonly getSnapshot = (): Value => this.#value

  readonly subscribe = (listener: () => void): (() => void) => {
    // Wrapped, so that a listener that subscribes twice is called twice and removed once.
    const own = () => listener()
    const listeners = (this.#listeners ??= new Set())
    listeners.add(own)
    return () => void listeners.delete(own)
  }

  get isWatched(): boolean {
    return this.#listeners !== null && this.#listeners.size > 0
  }

  set(value: Value): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    if (this.#scheduled || !this.isWatched) return
    this.#scheduled = true
    this.#scheduler(() => {
      this.#scheduled = false
      this.#listeners?.forEach((listener) => listener())
    })
  }
}
