import { UploadError } from '@resumable-upload/core'
import type { Destination } from './endpoint.ts'
import type { Operation } from './operation.ts'
import type { RemoteSignerOptions } from './remote-signer.ts'
import { createSignedAhead } from './signed-ahead.ts'
import { readSignAnswer, type SignQuestion } from './remote-signing.ts'
import type { SignedRequest, Signer, SigningContext } from './signer.ts'
import { abortable, withDeadline } from './waiting.ts'

/** How long the server may take to answer, in milliseconds. */
const answerLimit = 30_000

/** Asks the server for signatures, for parts some ahead. */
export function createServerSigner(options: RemoteSignerOptions): Signer {
  const { url, headers, fetch = globalThis.fetch.bind(globalThis), partsAtOnce = 16 } = options
  const ahead = createSignedAhead(partsAtOnce)
  let refused: number | null = null

  return {
    sign: (operations, context) =>
      Promise.all(operations.map((operation) => signOne(operation, context))),
    reject(generation) {
      refused = generation
      ahead.clear()
    },
    reset() {
      refused = null
      ahead.clear()
    },
  }

  async function signOne(operation: Operation, context: SigningContext): Promise<SignedRequest> {
    const { signal, clock, serverClock } = context
    signal.throwIfAborted()
    const kept = ahead.take(operation)
    const known = kept && (await abortable(kept, signal))
    // Signed long ago, or by a question that failed: asked for once more.
    if (known && known.expiresAt - serverClock.now(clock) > 60_000) return known
    const batch = ahead.batchFor(operation)
    const answers = ask(batch, context)
    ahead.keep(batch.slice(1), answers)
    const [signed] = await abortable(answers, signal)
    if (!signed) throw new TypeError('The answer was checked to have as many requests.')
    return signed
  }

  /** Goes on when its first caller stops: others may wait for what it signs. */
  async function ask(
    operations: readonly Operation[],
    { clock, serverClock, destination }: SigningContext,
  ): Promise<readonly SignedRequest[]> {
    const question: SignQuestion = { v: 1, operations, ...(refused !== null && { refused }) }
    const { signal } = new AbortController()
    const own = (await headers?.()) ?? {}
    const answer = await withDeadline({ clock, limit: answerLimit, signal }, async (both) => {
      const response = await responseOf(
        fetch(url, {
          method: 'POST',
          headers: { ...own, 'Content-Type': 'application/json' },
          body: JSON.stringify(question),
          signal: both,
        }),
      )
      if (!response.ok) throw await refusalOf(response)
      return readSignAnswer(await responseOf(response.json()), operations.length)
    })
    if (question.refused === refused) refused = null
    serverClock.learn(Date.parse(answer.serverTime), clock)
    for (const { url: signedUrl } of answer.requests) checkPlace(signedUrl, destination)
    return answer.requests
  }
}

/** A file goes to the bucket that the page was set up for, and nowhere else. */
function checkPlace(url: string, { bucketUrl }: Destination): void {
  if (url.startsWith(`${bucketUrl}/`)) return
  throw new UploadError(
    'misconfigured',
    `The server signed for another place than ${bucketUrl}. Give both the same bucket and endpoint.`,
  )
}

async function responseOf<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer
  } catch (cause) {
    if (cause instanceof UploadError) throw cause
    throw new UploadError(
      'credentials-unavailable',
      'The server that signs gave no answer. It is asked again in a moment.',
      { cause },
    )
  }
}

/** Why the server did not sign, in its own words where it has some. */
async function refusalOf(response: Response): Promise<UploadError> {
  const { status, headers } = response
  const body: unknown = await response.json().catch(() => null)
  const sentence: unknown = typeof body === 'object' && body && Reflect.get(body, 'error')
  const why = typeof sentence === 'string' ? sentence : `The server that signs answered ${status}.`
  const requestId = headers.get('x-request-id')
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  const details = {
    ...(requestId && { requestId }),
    ...(seconds >= 0 && { retryAfter: seconds * 1000 }),
  }
  if (status === 401) return new UploadError('signed-out', why, details)
  if (status === 403) return new UploadError('access-denied', why, details)
  if (status === 429 || status >= 500)
    return new UploadError('credentials-unavailable', why, details)
  return new UploadError('misconfigured', why, details)
}
