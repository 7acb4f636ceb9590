import type { IncomingMessage, ServerResponse } from 'node:http'
import { ConnectionDropped } from '../faults/connection-dropped.ts'
import { findFault } from '../faults/fault-box.ts'
import { OssError } from '../oss-error.ts'
import type { Answer } from './answer.ts'
import { answerRequest } from './answer-request.ts'
import { errorAnswer } from './error-answer.ts'
import { beginExchange, type Exchange } from './exchange.ts'
import { sendAnswer } from './send-answer.ts'
import type { ServerContext } from './server-context.ts'

/** Answers one request for OSS or STS, and writes it into the request log. Never rejects. */
export async function handleRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  context: ServerContext,
): Promise<void> {
  const { auth, requests } = context
  const exchange = beginExchange(incoming, outgoing, auth.now())
  const { entry } = exchange
  requests.add(entry)

  const answer = await settle(exchange, context)
  entry.status = answer?.status ?? null
  if (answer !== null) await deliver(exchange, answer, auth.now())
  if (entry.outcome === 'running') entry.outcome = exchange.gone.aborted ? 'gone' : 'answered'
  entry.endedAt = auth.now()
}

/** The answer to give, errors included; `null` if there is nobody left to give it to. */
async function settle(exchange: Exchange, context: ServerContext): Promise<Answer | null> {
  const { entry, requestId, host, gone } = exchange
  try {
    return await answerRequest(exchange, context)
  } catch (error) {
    if (error instanceof ConnectionDropped) {
      entry.outcome = 'dropped'
      exchange.incoming.socket.resetAndDestroy()
      return null
    }
    if (gone.aborted) return null
    if (!(error instanceof OssError)) context.onInternalError(error)
    const known = error instanceof OssError ? error : internalError()
    entry.code = known.code
    entry.ec = known.ec ?? null
    return errorAnswer(known, { method: entry.method, requestId, host })
  }
}

async function deliver(exchange: Exchange, answer: Answer, now: number): Promise<void> {
  const { entry, faults, incoming } = exchange
  const isDropped = findFault(faults, 'drop-after') !== null
  if (!isDropped && findFault(faults, 'answer-lost') === null) {
    await sendAnswer(exchange, answer, now)
    return
  }
  entry.outcome = 'dropped'
  if (typeof answer.body === 'object') await answer.body.file.close()
  if (isDropped) incoming.socket.resetAndDestroy()
}

function internalError(): OssError {
  const message = 'We encountered an internal error. Please try again.'
  return new OssError(500, 'InternalError', message)
}
