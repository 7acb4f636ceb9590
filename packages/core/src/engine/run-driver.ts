import { toFailure, UploadError } from '../model/upload-error.ts'
import type { FileInfo, WaitingFor } from '../model/upload-phase.ts'
import type { PartStates } from '../model/parts-view.ts'
import type { UploadEvent } from '../model/transition.ts'
import type { JournalEntry } from '../ports/upload-journal.ts'
import { createRun } from './create-run.ts'
import { discardUpload } from './discard-upload.ts'
import { isStillOurs } from './ownership.ts'
import type { Run, SettledNews, Settlement } from './run.ts'
import type { RunQueue } from './run-queue.ts'
import {
  recoverUpload,
  runUpload,
  settleLike,
  type Recovery,
  type RecoveryOptions,
} from './run-upload.ts'
import type { Shared } from './shared.ts'
import type { UploadMemory } from './upload-memory.ts'
import type { UploadView } from './upload-view.ts'
import type { WayToFile } from './way-to-file.ts'

export interface RunDriverContext {
  readonly id: string
  readonly shared: Shared
  readonly queue: RunQueue
  readonly news: SettledNews
  readonly memory: UploadMemory
  readonly view: UploadView
  readonly wayToFile: WayToFile
  readonly rank: Run['rank']
  /** Of the upload; each run has a shorter one. */
  readonly life: AbortSignal
  readonly dispatch: (event: UploadEvent) => void
  /** Called after every change of the view. */
  readonly onChange: () => void
  readonly findEarlier: () => Promise<JournalEntry | undefined>
  readonly yieldToOwner: () => void
}

/** Gives the runs of one upload what they work with, and turns what they throw into its failure. */
export class RunDriver {
  readonly #context: RunDriverContext

  constructor(context: RunDriverContext) {
    this.#context = context
  }

  /** Sends the file, when it is its turn. */
  send(signal: AbortSignal): Promise<void> {
    const { queue, shared, memory, rank, wayToFile } = this.#context
    const { size } = memory.entry.file
    const lane = size <= shared.sizes.simpleUploadLimit ? 'whole' : 'parts'
    return queue.run({ lane, priority: rank.priority, signal }, () =>
      this.#drive(signal, async (run) => {
        const { source } = wayToFile
        if (source) await runUpload({ ...run, source })
      }),
    )
  }

  /** Nobody hears of the attempt unless the upload is found finished. */
  async recover(signal: AbortSignal, options: RecoveryOptions): Promise<Recovery> {
    let outcome: Recovery = 'unfinished'
    await this.#drive(signal, async (run) => {
      const { source } = this.#context.wayToFile
      outcome = await recoverUpload({ ...run, source }, options).catch((thrown: unknown) => {
        signal.throwIfAborted()
        run.emit({ type: 'attemptFailed', error: toFailure(UploadError.from(thrown)), delay: null })
        return 'unfinished' as const
      })
    })
    return outcome
  }

  /** Ends like it did in another tab, unless another file was chosen here. */
  settleLike(settlement: Settlement, signal: AbortSignal): Promise<void> {
    const { source } = this.#context.wayToFile
    return this.#drive(signal, async (run) => {
      // Only what runs can fail.
      if (source) for (const type of ['enqueue', 'started'] as const) run.dispatch({ type })
      await settleLike({ ...run, source }, settlement)
      await this.#leave(run, settlement)
    })
  }

  /** A tab whose journal is broken ended what is in our name: nobody else removes the row. */
  async #leave(run: Run, { object }: Settlement): Promise<void> {
    const { shared, memory, life } = this.#context
    const { owner } = memory.entry
    const isOthers = owner !== null && owner !== shared.tabs.id
    if (isOthers || !(await isStillOurs(run))) return
    if (!object) return discardUpload(shared, memory, life)
    shared.tabs.post({ type: 'settled', id: memory.entry.id, object })
    await memory.forget()
  }

  async #drive(signal: AbortSignal, task: (run: Run) => Promise<void>): Promise<void> {
    const { id, shared, news, memory, rank, life, findEarlier, yieldToOwner } = this.#context
    const { dispatch, view, onChange } = this.#context
    const shows = <Value>(show: (value: Value) => void) => {
      return (value: Value) => {
        show(value)
        onChange()
      }
    }
    const run = createRun({
      shared,
      news,
      signal,
      life,
      memory,
      rank,
      emit: (event) => shared.emit(id, event),
      dispatch,
      showParts: shows((states: PartStates) => view.showParts(states)),
      showFile: shows((file: FileInfo) => view.setFacts({ file, begunElsewhereAt: null })),
      showWaiting: shows((waitingFor: WaitingFor | null) => view.wait(waitingFor)),
      findEarlier,
      yieldToOwner,
    })
    try {
      await task(run)
    } catch (thrown) {
      run.dispatch({ type: 'failed', error: toFailure(UploadError.from(thrown)) })
    }
  }
}
