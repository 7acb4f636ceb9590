import { HttpProblem } from './http-problem.ts'

/** Counts what each user asks for. One process needs no more than `createRateLimit`; several share a store. */
export interface RateLimit {
  /** Takes this much of a user's share. Resolves with the seconds to wait: 0 when it was granted. */
  take(user: string, amount?: number): Promise<number>
}

export interface RateLimitOptions {
  /** How much a user may take at once. */
  readonly burst: number
  /** Seconds until all of it is back. */
  readonly seconds: number
  /** Epoch ms. @default Date.now */
  readonly now?: () => number
}

/** A bucket for each user that fills evenly; what is full again is forgotten. */
export function createRateLimit({ burst, seconds, now = Date.now }: RateLimitOptions): RateLimit {
  /** By user: when the bucket is full again, epoch ms. */
  const fullAt = new Map<string, number>()
  const each = (seconds * 1000) / burst

  return {
    async take(user, amount = 1) {
      const time = now()
      if (fullAt.size > 10_000) forgetFull(time)
      const after = Math.max(time, fullAt.get(user) ?? time) + amount * each
      const late = after - time - burst * each
      if (late > 0) return late / 1000
      fullAt.set(user, after)
      return 0
    },
  }

  function forgetFull(time: number): void {
    for (const [user, full] of fullAt) if (full <= time) fullAt.delete(user)
  }
}

/** Throws a 429 when the user has taken too much. */
export async function obeyRateLimit(
  limit: RateLimit | undefined,
  user: string,
  amount = 1,
): Promise<void> {
  const wait = (await limit?.take(user, amount)) ?? 0
  if (wait === 0) return
  const retryAfter = Math.ceil(wait)
  const sentence = `Too many requests of this user. Wait ${retryAfter} s.`
  throw new HttpProblem(429, 'too-many-requests', sentence, { retryAfter })
}
