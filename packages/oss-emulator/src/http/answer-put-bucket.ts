import type { RequestFacts } from '../request-facts.ts'
import type { Answer } from './answer.ts'
import { clockOf, type Exchange } from './exchange.ts'
import { identify, resourceOf } from './identify.ts'
import type { ServerContext } from './server-context.ts'

/** Makes a bucket. Other than with OSS it has CORS rules, so that a page can use it at once. */
export async function answerPutBucket(
  exchange: Exchange,
  request: RequestFacts,
  context: ServerContext,
): Promise<Answer> {
  identify(exchange, request, context).authorize('oss:PutBucket', resourceOf(request))
  const name = request.bucket ?? ''
  const now = clockOf(exchange, context.auth.now())
  await context.store.ensure(name, now, context.initialCors)
  return { status: 200, headers: { Location: `/${name}` } }
}
