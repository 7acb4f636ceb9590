import { createHandler, type Handler, type HandlerPorts } from './handler.ts'
import { notSignedIn } from './http-problem.ts'
import { obeyRateLimit, type RateLimit } from './rate-limit.ts'
import { readJson } from './read-json.ts'
import type { Authorize } from './session.ts'
import type { TokenIssuer } from './token-issuer.ts'

export interface StsHandlerOptions extends HandlerPorts {
  readonly authorize: Authorize
  readonly tokens: TokenIssuer
  /** @default none */
  readonly rateLimit?: RateLimit
}

/**
 * `POST` answers a temporary key for the user's prefix, as `getCredentials` of a page takes it. The
 * body may be `{ reason }` of `getCredentials`: after a rejection the cache is passed over.
 */
export function stsHandler(options: StsHandlerOptions): Handler {
  const { authorize, tokens, rateLimit } = options
  return createHandler(options, {
    name: 'sts',
    methods: ['POST'],
    audits: 'token',
    async run({ request, note }) {
      const session = await authorize(request)
      if (!session) throw notSignedIn()
      const { user, prefix, id } = session
      note({ user, prefix, ...(id !== undefined && { session: id }) })
      await obeyRateLimit(rateLimit, user)
      const body = await readJson(request)
      const isRejected =
        typeof body === 'object' && body && Reflect.get(body, 'reason') === 'rejected'
      const {
        generation: _,
        requestId,
        ...token
      } = await tokens.issue(session, {
        fresh: Boolean(isRejected),
      })
      note({
        accessKeyId: token.accessKeyId,
        ...(requestId !== undefined && { storageRequestId: requestId }),
      })
      return Response.json(token)
    },
  })
}
