import { isRunning, type UploadSnapshot } from '../model/upload-phase.ts'
import type { Scheduler } from '../ports/environment.ts'
import type { Observable } from '../ports/observable.ts'
import type { UploadTotals } from '../ports/uploader.ts'
import { ObservableValue } from './observable-value.ts'

/** Sums over all uploads, computed when somebody looks and not at every event. */
export class TotalsView implements Observable<UploadTotals> {
  readonly #read: () => Iterable<UploadSnapshot>
  readonly #scheduler: Scheduler
  readonly #value: ObservableValue<UploadTotals>
  #isStale = false
  #isScheduled = false

  constructor(read: () => Iterable<UploadSnapshot>, scheduler: Scheduler) {
    this.#read = read
    this.#scheduler = scheduler
    this.#value = new ObservableValue(sum([]), (flush) => flush())
    this.subscribe = this.#value.subscribe
  }

  readonly subscribe: Observable<UploadTotals>['subscribe']

  readonly getSnapshot = (): UploadTotals => {
    if (this.#isStale) this.#refresh()
    return this.#value.getSnapshot()
  }

  changed(): void {
    this.#isStale = true
    if (this.#isScheduled || !this.#value.isWatched) return
    this.#isScheduled = true
    this.#scheduler(() => {
      this.#isScheduled = false
      if (this.#isStale) this.#refresh()
    })
  }

  #refresh(): void {
    this.#isStale = false
    this.#value.set(sum(this.#read()))
  }
}

function sum(snapshots: Iterable<UploadSnapshot>): UploadTotals {
  let [files, done, failed, bytes, sentBytes, rate, remaining] = [0, 0, 0, 0, 0, 0, 0]
  for (const { status, file, ...facts } of snapshots) {
    if (status === 'canceled') continue
    files += 1
    done += Number(status === 'done')
    failed += Number(status === 'failed')
    bytes += file.size
    sentBytes += facts.sentBytes
    rate += facts.rate ?? 0
    // What is paused or waits for its file has no part in the time that is left.
    if (isRunning(status)) remaining += file.size - facts.sentBytes
  }
  const isMoving = rate >= 1
  return {
    files,
    done,
    failed,
    bytes,
    sentBytes,
    rate: isMoving ? rate : null,
    secondsLeft: isMoving ? Math.ceil(remaining / rate) : null,
  }
}
