/**
 * A controller that also aborts when `signal` does. `unlink` leaves no listener behind:
 * `AbortSignal.any` would, and older browsers lack it.
 */
export function linkedAbort(signal: AbortSignal): {
  readonly controller: AbortController
  readonly unlink: () => void
} {
  const controller = new AbortController()
  const follow = () => controller.abort(signal.reason)
  if (signal.aborted) follow()
  signal.addEventListener('abort', follow, { once: true })
  return { controller, unlink: () => signal.removeEventListener('abort', follow) }
}

/** Settles like `promise`, or rejects with the signal's reason when that comes first. */
export function untilAborted<Result>(
  promise: Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
