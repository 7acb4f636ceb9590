import { findParameter } from '../auth/find-parameter.ts'
import { answerPreflight, corsHeaders } from '../cors/evaluate-cors.ts'
import { alterRequest } from '../faults/alter-request.ts'
import { ConnectionDropped } from '../faults/connection-dropped.ts'
import { findFault } from '../faults/fault-box.ts'
import { faultyError } from '../faults/faulty-error.ts'
import { foreignAnswer } from '../faults/foreign-answer.ts'
import { hideCors } from '../faults/hide-cors.ts'
import { pause } from '../faults/pause.ts'
import { chooseOperation, unknownOperation } from '../operations/choose-operation.ts'
import { OssError } from '../oss-error.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { Answer } from './answer.ts'
import { answerBucketCall } from './answer-bucket-call.ts'
import { answerAssumeRole } from './answer-assume-role.ts'
import { answerPutBucket } from './answer-put-bucket.ts'
import type { Exchange } from './exchange.ts'
import { parseRequest } from './parse-request.ts'
import type { ServerContext } from './server-context.ts'

/**
 * Answers one request, in OSS's order: address, CORS, signature, rights, operation. Throws `OssError`,
 * and `ConnectionDropped` where a fault says so.
 */
export async function answerRequest(exchange: Exchange, context: ServerContext): Promise<Answer> {
  const { incoming, entry } = exchange
  const { method = 'GET', url = '/', headers } = incoming
  const sent = parseRequest({ method, url, headers }, context.auth.region)
  describeRequest(exchange, sent)
  const operation = chooseOperation(sent)
  entry.operation = operation
  const { key, uploadId, partNumber } = entry
  exchange.faults = context.faults.take({ operation, key, uploadId, partNumber })
  entry.faults = exchange.faults.map(({ id }) => id)
  const request = alterRequest(sent, exchange.faults)
  await holdUp(exchange)

  const bucket = request.bucket === null ? undefined : context.store.find(request.bucket)
  const cors = hideCors(bucket?.cors() ?? { rules: [], responseVary: false }, exchange.faults)
  exchange.corsHeaders = operation === 'Preflight' ? {} : corsHeaders(cors, method, request.headers)
  const foreign = findFault(exchange.faults, 'foreign-answer')
  if (foreign !== null) return foreignAnswer(foreign)
  const error = findFault(exchange.faults, 'error')
  if (error?.cors === false) exchange.corsHeaders = {}
  if (error !== null) throw faultyError(error)

  if (operation === null) throw unknownOperation(request)
  if (operation === 'AssumeRole') return answerAssumeRole(exchange, request, context)
  if (operation === 'PutBucket') return answerPutBucket(exchange, request, context)
  if (bucket === undefined) throw noSuchBucket(request.bucket ?? '')
  if (operation === 'Preflight') {
    return { status: 200, headers: answerPreflight(cors, request.headers) }
  }
  return answerBucketCall({ exchange, request, context, bucket, operation })
}

/** Writes into the log what was asked, without what would let somebody ask again. */
function describeRequest({ entry }: Exchange, request: RequestFacts): void {
  const { bucket, key, query } = request
  entry.bucket = bucket
  entry.key = key
  entry.query = Object.fromEntries(query.filter(([name]) => !secretNames.has(name.toLowerCase())))
  entry.uploadId = findParameter(request, 'uploadId') ?? null
  const partNumber = findParameter(request, 'partNumber')
  entry.partNumber = partNumber === undefined ? null : Number(partNumber)
}

const secretNames = new Set([
  'signature',
  'x-oss-signature',
  'security-token',
  'x-oss-security-token',
])

async function holdUp({ faults, gone }: Exchange): Promise<void> {
  for (const { fault, signal } of faults) {
    if (fault.kind === 'latency') await pause(fault.delayMs, [signal, gone])
  }
  const drop = findFault(faults, 'drop-before')
  if (drop !== null && drop.afterBytes === undefined) throw new ConnectionDropped()
}

function noSuchBucket(name: string): OssError {
  return new OssError(404, 'NoSuchBucket', 'The specified bucket does not exist.', {
    ec: '0015-00000101',
    details: { BucketName: name },
  })
}
