import { remedyFor, toFailure, UploadError } from '../model/upload-error.ts'
import type { WaitingFor } from '../model/upload-phase.ts'
import type { UploaderEvent } from '../ports/uploader.ts'
import type { Activity, RequestActivity } from './activity.ts'
import { linkedAbort } from './linked-abort.ts'
import type { Patience } from './patience.ts'
import type { Shared } from './shared.ts'

export interface RetryContext {
  readonly shared: Pick<Shared, 'clock' | 'connectivity' | 'retryPolicy' | 'credentialsWakeup'>
  readonly signal: AbortSignal
  readonly activity: Activity
  readonly patience: Patience
  readonly emit: (event: UploaderEvent) => void
}

/**
 * Runs `attempt` until it succeeds, its failure is none that waiting can heal, or the policy gives
 * up. `moves` is to be called with the bytes that an attempt has sent so far; bytes that were sent
 * before are no progress. Stops with the signal.
 */
export async function withRetry<Result>(
  context: RetryContext,
  attempt: (moves: (sentBytes: number) => void) => Promise<Result>,
): Promise<Result> {
  const { signal, patience, emit } = context
  const activity = context.activity.begin()
  // What comes next comes after a success, or after work that needs no network.
  patience.progressed()
  let furthest = 0
  const moves = (sentBytes: number) => {
    activity.moves()
    if (sentBytes <= furthest) return
    furthest = sentBytes
    patience.progressed()
  }
  try {
    for (let failures = 1; ; failures += 1) {
      signal.throwIfAborted()
      const progressBefore = patience.milestones
      const wakesBefore = context.shared.credentialsWakeup.count
      try {
        const result = await attempt(moves)
        patience.milestone()
        return result
      } catch (thrown) {
        signal.throwIfAborted()
        const error = UploadError.from(thrown)
        if (patience.milestones > progressBefore) failures = 1
        const delay = await nextDelay(context, error, failures)
        emit({ type: 'attemptFailed', error: toFailure(error), delay })
        if (delay === null) throw error
        announceWait(activity, error, emit)
        if (remedyFor(error.code) === 'wait') failures = 0
        await pauseBefore(context, error, { delay, wakesBefore })
      }
    }
  } finally {
    activity.end()
  }
}

async function nextDelay(
  { shared, patience }: RetryContext,
  error: UploadError,
  attempt: number,
): Promise<number | null> {
  if (remedyFor(error.code) === 'wait') return 0
  const sinceProgress = patience.withoutProgress()
  return shared.retryPolicy({ failure: toFailure(error), attempt, sinceProgress })
}

function announceWait(
  activity: RequestActivity,
  error: UploadError,
  emit: (event: UploaderEvent) => void,
): void {
  const reason = reasonToWait(error)
  activity.waits(reason)
  emit({ type: 'waiting', for: reason })
}

function reasonToWait({ code, reason }: UploadError): WaitingFor {
  switch (code) {
    case 'network-failed':
      return reason === 'cors' ? 'retry' : 'network'
    case 'timed-out':
      return 'network'
    case 'signed-out':
    case 'credentials-rejected':
    case 'credentials-unavailable':
      return 'credentials'
    case 'confirm-failed':
      return 'confirmation'
    default:
      return 'retry'
  }
}

/** Ends early when the browser says that it is online again. Time offline, signed out or asleep is free. */
async function pauseBefore(
  { shared, signal, patience }: RetryContext,
  error: UploadError,
  { delay, wakesBefore }: { readonly delay: number; readonly wakesBefore: number },
): Promise<void> {
  const { clock, connectivity, credentialsWakeup } = shared
  const startedAt = clock.elapsed()
  if (error.code === 'signed-out') {
    // Somebody may have signed in while the answer was on its way.
    await credentialsWakeup.next(signal, wakesBefore)
    return patience.excuseSince(startedAt)
  }
  const { controller, unlink } = linkedAbort(signal)
  let wasOffline = !connectivity.isOnline()
  const onChange = () => {
    if (!connectivity.isOnline()) wasOffline = true
    else if (wasOffline) controller.abort()
  }
  const stopListening = connectivity.subscribe(onChange)
  try {
    await clock.sleep(delay, controller.signal)
  } catch (reason) {
    signal.throwIfAborted()
    if (!controller.signal.aborted) throw reason
  } finally {
    stopListening()
    unlink()
    if (wasOffline) patience.excuseSince(startedAt)
    else patience.excuseFreeze(startedAt + delay)
  }
}
