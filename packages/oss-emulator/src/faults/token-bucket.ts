/** Limits a rate without bursts: whoever takes tokens is told how long to wait before going on. */
export interface TokenBucket {
  /** Takes tokens now, and gives the milliseconds until they are paid for. */
  take(tokens: number): number
}

/** `now` is a steady clock in milliseconds. */
export function createTokenBucket(tokensPerSecond: number, now: () => number): TokenBucket {
  let paidUntil = 0

  return {
    take(tokens) {
      paidUntil = Math.max(paidUntil, now()) + (tokens * 1000) / tokensPerSecond
      return paidUntil - now()
    },
  }
}
