import { request as httpRequest, type IncomingMessage } from 'node:http'
import { errorAnswer } from '../http/error-answer.ts'
import type { Answer } from '../http/answer.ts'
import { OssError } from '../oss-error.ts'
import { callbackBody, type CallbackFacts } from './callback-body.ts'
import type { CallbackKey } from './callback-key.ts'
import type { CallbackOrder } from './callback-order.ts'

export interface CallbackContext {
  readonly key: CallbackKey
  /** Where the public key can be read. */
  readonly keyUrl: string
  /** How long an application may take; OSS waits 5 s. */
  readonly timeoutMs: number
}

export interface StoredAnswer extends CallbackFacts {
  /** What the client gets without a callback. */
  readonly answer: Answer
  readonly host: string
  /** A failure to give instead of calling. */
  readonly failure: string | null
}

/**
 * Tells the application of a stored object: its JSON becomes the answer. Where that fails the object
 * stays, and the answer is a 203 `CallbackFailed`.
 */
export async function callBack(
  order: CallbackOrder,
  stored: StoredAnswer,
  context: CallbackContext,
): Promise<Answer> {
  const { answer, requestId, host, failure } = stored
  const outcome = failure ?? (await tryAll(order, callbackBody(order, stored), stored, context))
  if (typeof outcome === 'object') {
    const headers = { ...answer.headers, 'Content-Type': 'application/json' }
    return { status: 200, headers, body: outcome.json }
  }
  const error = new OssError(203, 'CallbackFailed', outcome, { ec: '0007-00000203' })
  const failed = errorAnswer(error, { method: 'POST', requestId, host })
  return { ...failed, headers: { ...answer.headers, ...failed.headers } }
}

type Outcome = { readonly json: string } | string

const unreachable = 'Error status : -1.OSS can not connect to your callbackUrl, please check it.'
const maxAnswer = 1024 * 1024

async function tryAll(
  order: CallbackOrder,
  body: string,
  stored: StoredAnswer,
  context: CallbackContext,
): Promise<Outcome> {
  let outcome: Outcome = unreachable
  for (const url of order.urls) {
    outcome = await tryOne(url, order, { body, requestId: stored.requestId }, context)
    if (typeof outcome === 'object') return outcome
  }
  return outcome
}

async function tryOne(
  url: URL,
  { host, bodyType }: CallbackOrder,
  { body, requestId }: { readonly body: string; readonly requestId: string },
  { key, keyUrl, timeoutMs }: CallbackContext,
): Promise<Outcome> {
  const path = decodeURIComponent(url.pathname)
  const headers = {
    Host: host ?? url.host,
    'User-Agent': 'http-client/0.0.1',
    'Content-Type': bodyType,
    'Content-Length': String(Buffer.byteLength(body)),
    Authorization: key.sign(`${path}${url.search}\n${body}`),
    'x-oss-pub-key-url': Buffer.from(keyUrl).toString('base64'),
    'x-oss-request-id': requestId,
    Connection: 'close',
  }
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = httpRequest(url, { method: 'POST', headers, signal }, resolve)
      outgoing.on('error', reject)
      outgoing.end(body)
    })
    const text = Buffer.concat(await incoming.toArray()).toString('utf8')
    return judge(incoming.statusCode ?? 0, text)
  } catch {
    return signal.aborted ? 'Cost too long time.' : unreachable
  }
}

function judge(status: number, text: string): Outcome {
  if (status !== 200) return `Error status : ${status}.`
  if (Buffer.byteLength(text) > maxAnswer) return 'User server return too long content-length value'
  try {
    JSON.parse(text)
    return { json: text }
  } catch {
    return 'Response body is not valid json format.'
  }
}
