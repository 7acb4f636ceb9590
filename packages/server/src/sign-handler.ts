import {
  createDestination,
  createServerClock,
  type DestinationOptions,
  type Operation,
  readSignQuestion,
  type SignAnswer,
  type UploadCallback,
  webCryptoSigner,
} from '@resumable-upload/oss/signing'
import { checkOperation, type UploadRules } from './check-operation.ts'
import { createHandler, type Handler, type HandlerPorts } from './handler.ts'
import { HttpProblem, notSignedIn } from './http-problem.ts'
import type { KeyIssuer } from './key-issuer.ts'
import { obeyRateLimit, type RateLimit } from './rate-limit.ts'
import { readJson } from './read-json.ts'
import type { Authorize, Session } from './session.ts'
import { serverClock } from './server-clock.ts'
import type { TokenIssuer } from './token-issuer.ts'

export interface SignHandlerOptions extends HandlerPorts, DestinationOptions, UploadRules {
  readonly authorize: Authorize
  /** Each user's requests are signed with a token of their own, which reaches no further than their prefix. */
  readonly tokens: TokenIssuer
  /** Counts operations, not requests. @default none */
  readonly rateLimit?: RateLimit
  /** Sign for keys that this issuer chose, and for no other ones. @default any key under the prefix */
  readonly keys?: KeyIssuer
  /** Whom OSS calls, for uploads that ask for a callback. The page says no more than its variables. */
  readonly callback?: (session: Session) => UploadCallback
}

/** `POST` signs what `remoteSigner` asks for: no secret leaves the server. */
export function signHandler(options: SignHandlerOptions): Handler {
  const { authorize, tokens, rateLimit, keys, callback } = options
  const destination = createDestination(options)
  return createHandler(options, {
    name: 'sign',
    methods: ['POST'],
    audits: 'sign',
    async run({ request, metrics, now, note }) {
      const session = await authorize(request)
      if (!session) throw notSignedIn()
      const { user, prefix, id } = session
      note({ user, prefix, ...(id !== undefined && { session: id }) })
      const { operations, refused } = readSignQuestion(await readJson(request))
      note(summaryOf(operations))
      await obeyRateLimit(rateLimit, user, operations.length)
      for (const operation of operations) checkOperation(operation, session, options)
      for (const key of new Set(operations.map((operation) => operation.key)))
        if (keys && !(await keys.isIssued(session, key)))
          throw new HttpProblem(403, 'foreign-key', 'The key was not chosen by this server.')

      const known = await tokens.issue(session)
      const token =
        refused === known.generation ? await tokens.issue(session, { fresh: true }) : known
      note({ accessKeyId: token.accessKeyId })
      const signer = webCryptoSigner({ getCredentials: () => Promise.resolve(token) })
      const requests = await signer.sign(
        operations.map((operation) => withOwnCallback(operation, callback?.(session))),
        {
          destination,
          clock: serverClock,
          serverClock: createServerClock(),
          signal: request.signal,
        },
      )
      for (const { type } of operations)
        metrics.record('upload_kit_signatures_total', 1, { operation: type })
      const answer: SignAnswer = {
        v: 1,
        requests: requests.map((signed) => ({ ...signed, generation: token.generation })),
        serverTime: new Date(now()).toISOString(),
      }
      return Response.json(answer)
    },
  })
}

function summaryOf(operations: readonly Operation[]): {
  readonly keys: readonly string[]
  readonly operations: readonly string[]
  readonly size?: number
} {
  const sizes = operations.flatMap((each) => (each.type === 'sendWhole' ? [each.size] : []))
  return {
    keys: [...new Set(operations.map(({ key }) => key))].slice(0, 5),
    operations: [...new Set(operations.map(({ type }) => type))],
    ...(sizes.length > 0 && { size: sizes.reduce((sum, size) => sum + size, 0) }),
  }
}

/** Where OSS calls is for the server to say. Checked before: who asks for a callback may have one. */
function withOwnCallback(operation: Operation, own: UploadCallback | undefined): Operation {
  if (!('callback' in operation) || !operation.callback || !own) return operation
  const variables = { ...operation.callback.variables, ...own.variables }
  return { ...operation, callback: { ...own, variables } }
}
