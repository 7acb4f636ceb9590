import { remedyFor, type UploadFailure } from './upload-error.ts'

export interface RetryQuestion {
  readonly failure: UploadFailure
  /** How many attempts in a row have failed, this one included. */
  readonly attempt: number
  /** Milliseconds since the upload last made progress, time spent offline not counted. */
  readonly sinceProgress: number
}

/** Milliseconds to wait before trying again, or `null` to give up. */
export type RetryPolicy = (question: RetryQuestion) => number | null

export interface BackoffOptions {
  /** Milliseconds. @default 500 */
  readonly baseDelay?: number
  /** Milliseconds. @default 20 seconds */
  readonly maxDelay?: number
  /** How long an upload may go without progress, in milliseconds. @default 30 minutes */
  readonly budget?: number
  /** From 0 to 1. */
  readonly random?: () => number
}

/**
 * Exponential back-off with full jitter for what may heal by itself. The storage's own
 * `Retry-After` is the least wait; progress resets the count and the budget.
 */
export function exponentialBackoff(options: BackoffOptions = {}): RetryPolicy {
  const { baseDelay = 500, maxDelay = 20_000, budget = 30 * 60_000, random = Math.random } = options
  return ({ failure, attempt, sinceProgress }) => {
    if (remedyFor(failure.code) !== 'retry' || sinceProgress > budget) return null
    const ceiling = Math.min(maxDelay, baseDelay * 2 ** Math.min(attempt - 1, 20))
    return Math.max(failure.retryAfter ?? 0, random() * ceiling)
  }
}
