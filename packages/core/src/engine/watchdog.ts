import { UploadError } from '../model/upload-error.ts'
import type { Clock } from '../ports/environment.ts'
import { linkedAbort } from './linked-abort.ts'

/** No byte leaves for this long while a body is being sent: the link is dead. */
const sendingLimit = 30_000

/** How long an answer may take after the last byte. */
const answerLimit = 60_000

/** The slowest link that is still worth waiting for, in bytes a second. */
const slowestRate = 8 * 1024

/** How often the watch looks; progress may have changed what it watches for. */
const checkInterval = 5_000

/** A timer this late was held back: what it overslept counts for nothing. */
const lateAfter = 5_000

/**
 * Timers of a hidden page come up to a minute late, and the link lives on. Later still means that
 * the page was frozen or the machine slept, and that the link has to be found again.
 */
const frozenAfter = 90_000

/** When any request of any upload last moved, and how fast: what is slow is judged beside it. */
export class Movement {
  #at = Number.NEGATIVE_INFINITY
  #slowestRecentRate = Number.POSITIVE_INFINITY

  get lastMovedAt(): number {
    return this.#at
  }

  moved(now: number): void {
    this.#at = Math.max(this.#at, now)
  }

  /** A request of this many bytes took this long, in milliseconds. */
  finished(bytes: number, duration: number): void {
    if (bytes === 0 || duration <= 0) return
    const rate = (bytes * 1000) / duration
    // Old slowness fades, so that one bad minute does not slacken the watch for hours.
    this.#slowestRecentRate = Math.min(this.#slowestRecentRate * 1.1, rate)
  }

  /** Milliseconds within which a body of this size must have left, progress or not. */
  deadlineFor(bytes: number): number {
    const known = Number.isFinite(this.#slowestRecentRate)
    const rate = known ? Math.max(slowestRate, this.#slowestRecentRate / 4) : slowestRate
    return sendingLimit + (bytes * 1000) / rate
  }
}

export interface WatchOptions {
  readonly clock: Clock
  readonly movement: Movement
  readonly signal: AbortSignal
  /** Size of the body. */
  readonly bytes: number
  /** Milliseconds the storage may think after the last byte. @default 60 seconds */
  readonly answerLimit?: number
  /** The page was held back, frozen or asleep since this moment, in `elapsed` milliseconds. */
  readonly onFrozen?: (since: number) => void
}

/**
 * Ends a request that hangs with `timed-out`, and never one that moves. Until the first progress
 * event the request may wait in the browser's queue, or its progress may be hidden (a service
 * worker does that): then only a deadline by its size counts.
 */
export async function withWatchdog<Result>(
  options: WatchOptions,
  task: (signal: AbortSignal, onProgress: (sentBytes: number) => void) => Promise<Result>,
): Promise<Result> {
  const { clock, movement, bytes } = options
  const request = linkedAbort(options.signal)
  const watch = new AbortController()
  const startedAt = clock.elapsed()
  let phase: Phase = { name: 'queued', since: startedAt }
  let base = startedAt
  let looksNext = momentIn(0, clock)
  let wasFrozen = false

  const onProgress = (sentBytes: number) => {
    const now = clock.elapsed()
    phase = { name: sentBytes >= bytes ? 'answer' : 'sending', since: now }
    movement.moved(now)
  }
  const noticeFreeze = () => {
    const now = momentIn(0, clock)
    const late = now.elapsed - looksNext.elapsed
    // Some platforms stop the monotonic clock while the machine sleeps.
    const lateByAnyClock = Math.max(late, now.wall - looksNext.wall)
    if (lateByAnyClock <= lateAfter) return
    options.onFrozen?.(looksNext.elapsed)
    wasFrozen = true
    looksNext = now
    const startAfresh = lateByAnyClock > frozenAfter
    base = startAfresh ? now.elapsed : base + late
    phase = { ...phase, since: startAfresh ? base : Math.min(now.elapsed, phase.since + late) }
  }
  const stopWhenHung = async () => {
    for (;;) {
      const due = dueAt(phase, base, options)
      const now = clock.elapsed()
      if (now >= due) return request.controller.abort(timedOut(phase, now - phase.since))
      const nap = Math.min(due - now, checkInterval)
      looksNext = momentIn(nap, clock)
      await clock.sleep(nap, watch.signal)
      noticeFreeze()
    }
  }

  void stopWhenHung().catch(() => {}) // Rejects only because the watch is over.
  try {
    const result = await task(request.controller.signal, onProgress)
    movement.moved(clock.elapsed())
    noticeFreeze()
    if (!wasFrozen) movement.finished(bytes, clock.elapsed() - startedAt)
    return result
  } finally {
    // An answer may come before the timer of the watch.
    noticeFreeze()
    watch.abort(over)
    request.unlink()
  }
}

/** Made once: without one, each call of `abort` makes an error with a stack. */
const over = new UploadError('canceled', 'The request is over.')

/** This many milliseconds from now, by both clocks. */
function momentIn(
  milliseconds: number,
  clock: Clock,
): { readonly elapsed: number; readonly wall: number } {
  return { elapsed: clock.elapsed() + milliseconds, wall: clock.now() + milliseconds }
}

interface Phase {
  readonly name: 'queued' | 'sending' | 'answer'
  readonly since: number
}

function dueAt(phase: Phase, base: number, options: WatchOptions): number {
  const { movement, bytes } = options
  const patience = options.answerLimit ?? answerLimit
  if (phase.name === 'sending') return phase.since + sendingLimit
  if (phase.name === 'answer') return phase.since + patience
  if (bytes === 0) return base + patience
  // No limit while a sibling moves: this one waits for its connection.
  return Math.max(base, movement.lastMovedAt) + movement.deadlineFor(bytes) + patience
}

function timedOut({ name }: Phase, milliseconds: number): UploadError {
  const seconds = Math.round(milliseconds / 1000)
  const what =
    name === 'sending'
      ? `No byte left for ${seconds} seconds.`
      : `The storage gave no answer for ${seconds} seconds.`
  return new UploadError('timed-out', `${what} The request is sent again by itself.`)
}
