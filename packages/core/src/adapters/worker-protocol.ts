import type { UploadFailure } from '../model/upload-error.ts'
import type { TransportRequest } from '../ports/transport.ts'
import type { PlainResponse } from './plain-response.ts'

/** What the worker does, by name: what it takes and what comes of it. All plain data. */
export interface WorkerJobs {
  readonly send: { readonly input: PlainRequest; readonly output: PlainResponse }
  readonly crc64: { readonly input: Blob; readonly output: string }
  readonly md5: { readonly input: Blob; readonly output: string }
  /** Milliseconds. */
  readonly sleep: { readonly input: number; readonly output: null }
}

export type JobName = keyof WorkerJobs

/** A function cannot cross; whether progress is wanted can. */
export type PlainRequest = Omit<TransportRequest, 'onProgress'> & {
  readonly wantsProgress: boolean
}

/** A request to begin a job; `id` is chosen by the page and names it in all later messages. */
export type JobMessage = {
  readonly [Name in JobName]: {
    readonly type: 'begin'
    readonly id: number
    readonly job: Name
    readonly input: WorkerJobs[Name]['input']
  }
}[JobName]

export type ToWorker = JobMessage | { readonly type: 'abort'; readonly id: number }

export type FromWorker =
  /** The first message: the script was loaded and listens. */
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly id: number; readonly sentBytes: number }
  | {
      readonly type: 'done'
      readonly id: number
      readonly output: WorkerJobs[JobName]['output']
    }
  | { readonly type: 'failed'; readonly id: number; readonly failure: UploadFailure }
