import type { UploadErrorCode } from '../model/upload-error.ts'
import type { StorageOperation } from '../ports/uploader.ts'

/** One call to a storage, in the order of arrival. */
export interface LoggedCall {
  readonly op: StorageOperation
  readonly key: string
  readonly part?: number
  /** Bytes of the body. */
  readonly size?: number
  /** `elapsed` milliseconds of the clock. */
  readonly startedAt: number
  /** `null` while it is under way. */
  readonly outcome: 'ok' | 'aborted' | UploadErrorCode | null
}

/** What a storage was asked for: the place to check that nothing was sent twice. */
export class CallLog {
  readonly #calls: LoggedCall[] = []

  get calls(): readonly LoggedCall[] {
    return this.#calls
  }

  count(op: StorageOperation, part?: number): number {
    return this.#calls.filter((call) => call.op === op && (part ?? call.part) === call.part).length
  }

  /** The parts that were sent, in order, repeats included. */
  get sentParts(): readonly number[] {
    return this.#calls.flatMap(({ op, part }) => (op === 'sendPart' && part ? [part] : []))
  }

  /** Calls under way. */
  get pending(): readonly LoggedCall[] {
    return this.#calls.filter((call) => call.outcome === null)
  }

  clear(): void {
    this.#calls.length = 0
  }

  /** Returns how to end the call. */
  begin(call: Omit<LoggedCall, 'outcome'>): (outcome: LoggedCall['outcome']) => void {
    const logged: { -readonly [Key in keyof LoggedCall]: LoggedCall[Key] } = {
      ...call,
      outcome: null,
    }
    this.#calls.push(logged)
    return (outcome) => {
      logged.outcome = outcome
    }
  }
}
