import { type Clock, UploadError } from '@resumable-upload/core'

/** The same outcome, unless the signal aborts first: then the signal's reason. The work goes on. */
export function abortable<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

export interface Deadline {
  readonly clock: Clock
  /** Milliseconds. */
  readonly limit: number
  readonly signal: AbortSignal
}

/** Gives up waiting after the limit, and tells the work so by its signal. */
export async function withDeadline<Result>(
  { clock, limit, signal }: Deadline,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = new AbortController()
  const over = new AbortController()
  const stop = () => late.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  clock.sleep(limit, over.signal).then(
    () =>
      late.abort(
        new UploadError(
          'credentials-unavailable',
          `No answer of "getCredentials" within ${limit / 1000} s.`,
        ),
      ),
    () => undefined,
  )
  try {
    return await abortable(work(late.signal), late.signal)
  } finally {
    over.abort()
    signal.removeEventListener('abort', stop)
  }
}
