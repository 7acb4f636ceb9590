import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel'
import { type AssumedRole, type AssumeRole, AssumeRoleError, sessionNameOf } from './assume-role.ts'
import { HttpProblem } from './http-problem.ts'
import { type Metrics, noMetrics } from './metrics.ts'
import type { Session } from './session.ts'
import { type SessionPolicy, uploadPolicy } from './upload-policy.ts'

export interface TokenIssuerOptions {
  readonly assumeRole: AssumeRole
  readonly bucket: string
  /** Seconds that a token lives. @default 3600 */
  readonly duration?: number
  /** @default uploads, resumes, cancels and reads under the user's prefix */
  readonly policy?: (session: Session) => SessionPolicy
  /** Of one call of STS, in milliseconds. @default 5000 */
  readonly timeout?: number
  /** How long the breaker keeps calls from STS after five failures in a row, in milliseconds. @default 5000 */
  readonly pause?: number
  readonly metrics?: Metrics
  /** Epoch ms. @default Date.now */
  readonly now?: () => number
}

/** What `getCredentials` of a page may resolve to, and what tells it apart from others. */
export interface IssuedToken {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  /** ISO 8601, UTC. */
  readonly expiration: string
  /** Now, by the clock that `expiration` was set with. ISO 8601, UTC. */
  readonly serverTime: string
  /** Grows with every token of this issuer. */
  readonly generation: number
  /** Under which STS logged the call. */
  readonly requestId?: string
}

export interface TokenIssuer {
  /**
   * A token of this user: the last one while more than half of its life is left, unless a `fresh` one
   * is wanted. Whoever asks while STS is being asked gets the same. Throws an `HttpProblem`.
   */
  issue(session: Session, options?: { readonly fresh?: boolean }): Promise<IssuedToken>
  /** Whether STS is being called at all. */
  breakerState(): BreakerState
}

export type BreakerState = 'closed' | 'half-open' | 'open'

interface Held {
  readonly role: AssumedRole
  readonly generation: number
  readonly expiresAt: number
  readonly issuedAt: number
  /** STS minus this machine, in milliseconds. */
  readonly offset: number
}

export function createTokenIssuer(options: TokenIssuerOptions): TokenIssuer {
  const { assumeRole, bucket, duration = 3600, metrics = noMetrics, now = Date.now } = options
  const { policy = ({ prefix }: Session) => uploadPolicy({ bucket, prefix }) } = options
  const held = new Map<string, Held>()
  const running = new Map<string, Promise<Held>>()
  let generation = 0
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: options.pause ?? 5000,
    breaker: new ConsecutiveBreaker(5),
  })
  breaker.onStateChange((state) => {
    metrics.record('upload_kit_breaker_state', gaugeOf[nameOf(state)], {})
  })
  metrics.record('upload_kit_breaker_state', 0, {})
  const patience = wrap(
    retry(handleWhen(isOutage), {
      maxAttempts: 2,
      backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1000 }),
    }),
    breaker,
    timeout(options.timeout ?? 5000, TimeoutStrategy.Aggressive),
  )

  return {
    breakerState: () => nameOf(breaker.state),

    async issue(session, { fresh = false } = {}) {
      const name = JSON.stringify([session.user, session.prefix])
      const known = held.get(name)
      if (known && !fresh && isYoung(known)) return handOut(known, 'cached')
      const shared = running.get(name)
      if (shared) return handOut(await shared, 'shared')
      // Before the call: a policy that cannot be is no failure of STS.
      const own = ask(session, JSON.stringify(policy(session)))
      running.set(name, own)
      try {
        const issued = await own
        held.set(name, issued)
        if (held.size > 10_000) forgetExpired()
        return handOut(issued, 'issued')
      } catch (thrown) {
        throw refusalFor(thrown)
      } finally {
        running.delete(name)
      }
    },
  }

  async function ask({ user }: Session, policyText: string): Promise<Held> {
    const request = { sessionName: await sessionNameOf(user), duration, policy: policyText }
    const role = await patience.execute(({ signal }) =>
      measured(() => assumeRole({ ...request, signal })),
    )
    const issuedAt = now()
    const offset = Date.parse(role.serverTime ?? '') - issuedAt
    generation += 1
    return {
      role,
      generation,
      issuedAt,
      expiresAt: Date.parse(role.expiration),
      offset: Number.isFinite(offset) ? offset : 0,
    }
  }

  async function measured(call: () => Promise<AssumedRole>): Promise<AssumedRole> {
    const started = now()
    let outcome = 'failed'
    try {
      const role = await call()
      outcome = 'issued'
      return role
    } finally {
      metrics.record('upload_kit_sts_seconds', (now() - started) / 1000, { outcome })
    }
  }

  function handOut(token: Held, outcome: 'issued' | 'cached' | 'shared'): IssuedToken {
    metrics.record('upload_kit_tokens_total', 1, { outcome })
    const { accessKeyId, accessKeySecret, securityToken, expiration, requestId } = token.role
    return {
      accessKeyId,
      accessKeySecret,
      securityToken,
      expiration,
      serverTime: new Date(now() + token.offset).toISOString(),
      generation: token.generation,
      ...(requestId !== undefined && { requestId }),
    }
  }

  /** A page renews when a fifth is left: it must not get the same token again. */
  function isYoung({ expiresAt, issuedAt, offset }: Held): boolean {
    const life = expiresAt - (issuedAt + offset)
    return expiresAt - (now() + offset) > life / 2
  }

  function forgetExpired(): void {
    for (const [name, token] of held) if (!isYoung(token)) held.delete(name)
  }

  function refusalFor(thrown: unknown): HttpProblem {
    const isRefused = thrown instanceof AssumeRoleError && !thrown.isTransient
    metrics.record('upload_kit_tokens_total', 1, { outcome: isRefused ? 'refused' : 'failed' })
    if (thrown instanceof HttpProblem) return thrown
    if (isRefused) {
      const sentence = `STS gives no token (${thrown.code}). Check the role, its trust and the rights of the server's key.`
      return new HttpProblem(502, 'sts-refused', sentence, { cause: thrown })
    }
    const isOpen = thrown instanceof BrokenCircuitError
    const sentence = isOpen
      ? 'STS has failed several times and is left alone for a moment. Ask again.'
      : 'STS does not answer. Ask again in a moment.'
    return new HttpProblem(503, 'sts-unavailable', sentence, { cause: thrown, retryAfter: 1 })
  }
}

const gaugeOf: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 }

function nameOf(state: CircuitState): BreakerState {
  if (state === CircuitState.Closed) return 'closed'
  return state === CircuitState.HalfOpen ? 'half-open' : 'open'
}

/** What another attempt may mend, and what counts against STS. */
function isOutage(error: Error): boolean {
  if (error instanceof BrokenCircuitError) return false
  return !(error instanceof AssumeRoleError) || error.isTransient
}
