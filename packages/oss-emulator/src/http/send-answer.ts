import { pipeline } from 'node:stream/promises'
import { findFault } from '../faults/fault-box.ts'
import type { Answer } from './answer.ts'
import { clockOf, type Exchange } from './exchange.ts'

/** Sends the answer with the headers that every answer has; gives up quietly when the client is gone. */
export async function sendAnswer(exchange: Exchange, answer: Answer, now: number): Promise<void> {
  const { outgoing, entry } = exchange
  outgoing.writeHead(answer.status, {
    // Whoever answers in OSS's place does not sign as OSS.
    ...(findFault(exchange.faults, 'foreign-answer') ? {} : commonHeaders(exchange, now)),
    ...exchange.corsHeaders,
    ...visibleHeaders(exchange, answer),
    ...lengthOf(answer, entry.method),
  })
  await sendBody(exchange, answer)
}

function commonHeaders(exchange: Exchange, now: number): Record<string, string> {
  return {
    Server: 'AliyunOSS',
    Date: new Date(clockOf(exchange, now)).toUTCString(),
    'x-oss-request-id': exchange.requestId,
    'x-oss-server-time': String(now - exchange.entry.startedAt),
  }
}

function visibleHeaders({ faults }: Exchange, { headers = {} }: Answer): Answer['headers'] {
  const missing = findFault(faults, 'crc-missing')
  if (missing === null || missing.from === 'list-parts') return headers
  const { 'x-oss-hash-crc64ecma': _, ...others } = headers
  return others
}

function lengthOf({ status, headers, body }: Answer, method: string): Record<string, string> {
  if (status === 204 || status === 304 || headers?.['Content-Length'] !== undefined) return {}
  if (method === 'HEAD') return {}
  if (typeof body === 'object') return { 'Content-Length': String(body.length) }
  return { 'Content-Length': String(Buffer.byteLength(body ?? '')) }
}

async function sendBody({ outgoing }: Exchange, { body }: Answer): Promise<void> {
  if (typeof body !== 'object') {
    outgoing.end(body)
    return
  }
  const { file, start, length } = body
  if (length === 0) {
    await file.close()
    outgoing.end()
    return
  }
  const bytes = file.createReadStream({ start, end: start + length - 1 })
  // A client that leaves in the middle is no error of the server.
  await pipeline(bytes, outgoing).catch(() => undefined)
}
