import type { PartsView } from '../model/parts-view.ts'
import type { StoredObject } from '../model/stored-object.ts'
import { transition, type UploadEvent } from '../model/transition.ts'
import { toFailure, type UploadError } from '../model/upload-error.ts'
import {
  isRunning,
  isSettled,
  type UploadFacts,
  type UploadSnapshot,
} from '../model/upload-phase.ts'
import type { Observable } from '../ports/observable.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import type { AddOptions, Upload } from '../ports/uploader.ts'
import type { UploadBirth } from './birth.ts'
import type { Foundation } from './foundation.ts'
import type { Pilot, Piloted } from './pilot.ts'
import { Settlements } from './settlements.ts'
import { UploadView } from './upload-view.ts'

/** What an upload needs from the uploader that lists it. */
export interface UploadHost {
  readonly foundation: Foundation
  /** Called after every change of this upload. */
  readonly onChange: (upload: ManagedUpload) => void
  /** It is to run, and has no pilot yet. */
  readonly callPilot: (upload: ManagedUpload) => void
}

/**
 * One file on its way, as it is seen and commanded. Its pilot carries out what it is asked; before
 * that one has come nothing is on the disk or on the wire, so that a command is no more than an event.
 */
export class ManagedUpload implements Upload, Piloted {
  readonly id: string
  readonly view: UploadView
  readonly #host: UploadHost
  readonly #settlements = new Settlements()
  #birth: UploadBirth
  #pilot: Pilot | null = null
  #parts: Observable<PartsView> | null = null

  constructor(host: UploadHost, birth: UploadBirth) {
    this.id = birth.snapshot.id
    this.#host = host
    this.#birth = birth
    this.view = new UploadView(birth.snapshot, host.foundation)
    this.subscribe = this.view.subscribe
    this.getSnapshot = this.view.getSnapshot
  }

  readonly subscribe: Observable<UploadSnapshot>['subscribe']
  readonly getSnapshot: Observable<UploadSnapshot>['getSnapshot']

  /** As those of the view; where another tab drives the upload it is asked when somebody looks. */
  get parts(): Observable<PartsView> {
    this.#parts ??= {
      getSnapshot: () => this.view.parts.getSnapshot(),
      subscribe: (listener) => {
        this.#pilot?.mirror.wantParts()
        return this.view.parts.subscribe(listener)
      },
    }
    return this.#parts
  }

  get hasEnded(): boolean {
    return isSettled(this.getSnapshot().status)
  }

  get entry(): JournalEntry {
    return this.#pilot?.entry ?? this.#birth.entry
  }

  get pilot(): Pilot | null {
    return this.#pilot
  }

  /** From now on its pilot carries out everything. */
  board(embark: (birth: UploadBirth) => Pilot): Pilot {
    this.#pilot = embark(this.#birth)
    return this.#pilot
  }

  /** No pilot can be had. */
  strand(error: UploadError): void {
    if (this.#pilot || this.view.own.status !== 'queued') return
    this.dispatch({ type: 'started' })
    this.dispatch({ type: 'failed', error: toFailure(error) })
  }

  pause(): void {
    if (this.#pilot) this.#pilot.pause()
    else this.dispatch({ type: 'pause' })
  }

  resume(file?: File | Blob, options: Pick<AddOptions, 'handle'> = {}): void {
    if (this.#pilot) return this.#pilot.resume(file, options)
    if (isRunning(this.view.own.status)) return
    this.#birth = { ...this.#birth, ...(file && { file }), ...options }
    if (this.dispatch({ type: 'enqueue' })) this.#host.callPilot(this)
  }

  async cancel(): Promise<void> {
    if (this.#pilot) return this.#pilot.cancel()
    this.dispatch({ type: 'cancel' })
  }

  settled(): Promise<StoredObject> {
    return this.#settlements.next(this.getSnapshot())
  }

  show(facts: Partial<UploadFacts>): void {
    this.view.setFacts(facts)
    this.changed()
  }

  dispatch(event: UploadEvent): boolean {
    if (this.#birth.life.aborted) return false
    const before = this.view.own
    const after = transition(before, event)
    if (after === before) return false
    this.view.setPhase(after)
    if (!isRunning(after.status) || event.type === 'enqueue')
      this.view.setFacts({ waitingFor: null })
    if (after.status === 'done') this.view.setFacts({ sentBytes: before.file.size })
    this.#host.foundation.emit(this.id, event)
    this.#settlements.settle(this.view.own)
    this.changed()
    return true
  }

  changed(): void {
    // Where another tab drives it, its end shows before it is ours.
    this.#settlements.settle(this.getSnapshot())
    this.#host.onChange(this)
  }
}
