import type { HotFunction } from './hot-functions.ts'

/** What one run of one driver took. Times in milliseconds, memory in bytes. */
export interface Sample {
  readonly wall: number
  readonly mainCpu: number
  readonly workerCpu: number
  /** Of all processes of the browser, the two above included. */
  readonly browserCpu?: number
  /** Of the storage's process, in which the relay and the measuring run, too. */
  readonly storageCpu?: number
  readonly longestTask: number
  readonly blockingTime: number
  /** Peaks above what the page had before. */
  readonly heap: number
  readonly buffers: number
  readonly resident: number
  /** As the storage saw them; tus has a server of its own. */
  readonly requests: number
  readonly preflights: number
  /** Bytes of bodies beyond those of the files. */
  readonly sentTwice: number
  /** Of drivers that show a list. */
  readonly rows?: number
  /** React's, a second. */
  readonly commits?: number
  /** When the driver came by certain points, since the page began to load. */
  readonly marks?: Readonly<Record<string, number>>
  /** How the transfer went, where the driver records it. */
  readonly trace?: readonly TracePoint[]
  /** Of the main thread, where it was asked for. */
  readonly hot?: readonly HotFunction[]
}

/** One moment of a transfer. */
export interface TracePoint {
  /** Since its start. */
  readonly at: number
  /** Requests with parts under way. */
  readonly atOnce: number
  /** Bytes that have left so far, as people see them. */
  readonly sent: number
}

/** A run that gave no figures, and why. */
export interface Failure {
  readonly failed: string
}

export type Outcome = Sample | Failure

export function isSample(outcome: Outcome): outcome is Sample {
  return !('failed' in outcome)
}
