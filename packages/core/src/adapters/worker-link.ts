import { UploadError, type UploadFailure } from '../model/upload-error.ts'
import type { FromWorker, JobName, ToWorker, WorkerJobs } from './worker-protocol.ts'

export interface JobOptions {
  readonly signal: AbortSignal
  readonly onProgress?: ((sentBytes: number) => void) | undefined
}

/** A running worker, as a function that does jobs. */
export interface WorkerLink {
  /** Rejects with the job's `UploadError`; aborted, once the job has stopped, with the reason. */
  do<Name extends JobName>(
    job: Name,
    input: WorkerJobs[Name]['input'],
    options: JobOptions,
  ): Promise<WorkerJobs[Name]['output']>
  /** Ends the worker; its running jobs reject with `reason`. */
  close(reason: UploadError): void
}

interface Pending {
  readonly progress: ((sentBytes: number) => void) | undefined
  readonly resolve: (output: WorkerJobs[JobName]['output']) => void
  readonly reject: (error: UploadError) => void
}

export interface WorkerLinkOptions {
  /** How long an aborted job may take to stop, in milliseconds, before the worker counts as dead. */
  readonly patience: number
  /** The worker broke, and was ended. */
  readonly onLost: () => void
}

export function createWorkerLink(
  worker: Worker,
  { patience, onLost }: WorkerLinkOptions,
): WorkerLink {
  const pending = new Map<number, Pending>()
  let lastId = 0

  const post = (message: ToWorker): void => worker.postMessage(message)

  function close(reason: UploadError): void {
    worker.removeEventListener('error', lose)
    worker.terminate()
    for (const { reject } of pending.values()) reject(reason)
    pending.clear()
  }

  function lose(): void {
    onLost()
    close(new UploadError('network-failed', 'The background worker stopped in mid-work.'))
  }

  worker.addEventListener('error', lose)
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'ready') return
    const job = pending.get(data.id)
    if (data.type === 'progress') {
      job?.progress?.(data.sentBytes)
      return
    }
    pending.delete(data.id)
    if (data.type === 'done') job?.resolve(data.output)
    else job?.reject(toError(data.failure))
  })

  return {
    async do(job, input, { signal, onProgress }) {
      signal.throwIfAborted()
      lastId += 1
      const id = lastId
      let late: ReturnType<typeof setTimeout> | undefined
      const stop = (): void => {
        post({ type: 'abort', id })
        late = setTimeout(lose, patience)
      }
      signal.addEventListener('abort', stop, { once: true })
      try {
        return await new Promise<WorkerJobs[typeof job]['output']>((resolve, reject) => {
          // The worker answers a job with the output of that job.
          const answer = resolve as Pending['resolve']
          // Nor does TypeScript pair a generic name with its own input.
          post({ type: 'begin', id, job, input } as ToWorker)
          pending.set(id, { progress: onProgress, resolve: answer, reject })
        })
      } finally {
        clearTimeout(late)
        signal.removeEventListener('abort', stop)
        // Whatever the worker answered: who aborted hears the reason.
        signal.throwIfAborted()
      }
    },
    close,
  }
}

/** An error that crossed as plain data. */
function toError({ code, message, ...details }: UploadFailure): UploadError {
  return new UploadError(code, message, details)
}
