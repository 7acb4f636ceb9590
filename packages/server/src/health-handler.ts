import { createHandler, type Handler, type HandlerPorts } from './handler.ts'
import type { TokenIssuer } from './token-issuer.ts'

/** Resolves when what it looks at is well, and rejects when it is not. */
export type HealthCheck = (signal: AbortSignal) => Promise<unknown>

export interface HealthHandlerOptions extends HandlerPorts {
  /** By name: what has to be well for this server to be of use. */
  readonly checks: Readonly<Record<string, HealthCheck>>
  /** Its breaker is part of the answer. */
  readonly tokens?: Pick<TokenIssuer, 'breakerState'>
  /** Of one check, in milliseconds. @default 2000 */
  readonly timeout?: number
  /** How long a verdict holds, in milliseconds: probes must not become a load. @default 2000 */
  readonly freshFor?: number
}

/**
 * `GET` says that the process lives; with `?ready` whether it can do its work, with a 503 where a
 * check fails. Never why: that is in the log.
 */
export function healthHandler(options: HealthHandlerOptions): Handler {
  const { checks, tokens, timeout = 2000, freshFor = 2000, log, now = Date.now } = options
  let verdict: { readonly at: number; readonly outcomes: Promise<Outcomes> } | null = null

  return createHandler(
    // Probes come every few seconds: they count, and leave no lines.
    { ...(options.metrics && { metrics: options.metrics }), now },
    {
      name: 'health',
      methods: ['GET', 'HEAD'],
      async run({ request }) {
        const breaker = tokens?.breakerState()
        if (!new URL(request.url).searchParams.has('ready'))
          return Response.json({ status: 'alive', ...(breaker && { breaker }) })
        const outcomes = await look()
        const isReady = Object.values(outcomes).every((outcome) => outcome === 'well')
        const body = { status: isReady ? 'ready' : 'unready', checks: outcomes, breaker }
        return Response.json(body, { status: isReady ? 200 : 503 })
      },
    },
  )

  /** Whoever asks meanwhile gets the same verdict. */
  function look(): Promise<Outcomes> {
    if (verdict && now() - verdict.at < freshFor) return verdict.outcomes
    verdict = { at: now(), outcomes: runAll() }
    return verdict.outcomes
  }

  async function runAll(): Promise<Outcomes> {
    const entries = Object.entries(checks).map(async ([name, check]) => {
      try {
        const signal = AbortSignal.timeout(timeout)
        await Promise.race([check(signal), rejectionOf(signal)])
        return [name, 'well'] as const
      } catch (thrown) {
        const why = thrown instanceof Error ? thrown.message : String(thrown)
        log?.warn({ check: name, why }, `The check "${name}" failed.`)
        return [name, 'unwell'] as const
      }
    })
    return Object.fromEntries(await Promise.all(entries))
  }
}

/** Any answer of HTTP but a 5xx: what is there can be reached, with or without rights. */
export function reachable(
  url: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): HealthCheck {
  return async (signal) => {
    const response = await fetch(url, { signal, redirect: 'manual' })
    await response.body?.cancel()
    if (response.status >= 500) throw new Error(`It answers ${response.status}.`)
  }
}

type Outcomes = Readonly<Record<string, 'well' | 'unwell'>>

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('It did not answer in time.')), {
      once: true,
    })
  })
}
