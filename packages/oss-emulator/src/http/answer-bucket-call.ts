import { callBack } from '../callback/call-back.ts'
import type { Call } from '../operations/call.ts'
import { findFault } from '../faults/fault-box.ts'
import { type PostCall, postObject } from '../operations/post-object.ts'
import { operations, type BucketOperation } from '../operations/operations.ts'
import { OssError } from '../oss-error.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { Bucket } from '../store/bucket-store.ts'
import type { Answer } from './answer.ts'
import { clockOf, readBody, type Exchange } from './exchange.ts'
import type { LoggedPart } from './request-log.ts'
import { identify, identifyForm, resourceOf } from './identify.ts'
import type { ServerContext } from './server-context.ts'

export interface BucketCall {
  readonly exchange: Exchange
  readonly request: RequestFacts
  readonly context: ServerContext
  readonly bucket: Bucket
  readonly operation: BucketOperation | 'PostObject'
}

/** Runs an operation on a bucket that exists, for whoever signed the request. */
export async function answerBucketCall(bucketCall: BucketCall): Promise<Answer> {
  const { exchange, request, context, bucket, operation } = bucketCall
  const { entry, faults, gone, incoming } = exchange
  if (findFault(faults, 'upload-forgotten') !== null) await forgetUpload(exchange, bucket)

  const common = {
    request,
    bucket,
    faults,
    body: context.bodies.wrap(readBody(exchange), { faults, gone, socket: incoming.socket }),
    incoming: context.store.incoming,
    now: clockOf(exchange, context.auth.now()),
    host: exchange.host,
    partStored(part: LoggedPart) {
      entry.storedPart = part
    },
    announce: announcer(bucketCall),
  }
  if (operation === 'PostObject') {
    const { auth } = context
    const verify: PostCall['verify'] = (fields) =>
      identifyForm(exchange, fields, { auth, bucket: bucket.name })
    const keyNamed = (key: string): void => {
      entry.key = key
    }
    return postObject({ ...common, verify, keyNamed })
  }
  const principal = identify(exchange, request, context)
  const authorize = (action: string): void => principal.authorize(action, resourceOf(request))
  return operations[operation]({ ...common, authorize })
}

/** Calls the application back where that was ordered. */
function announcer({ exchange, context, bucket, operation }: BucketCall): Call['announce'] {
  const { entry, faults, incoming, requestId, host } = exchange
  return async (order, object, answer) => {
    if (order === null) return answer
    const failure = findFault(faults, 'callback-failed')
    const told = await callBack(
      order,
      {
        bucket: bucket.name,
        object,
        operation,
        requestId,
        host,
        clientIp: incoming.socket.remoteAddress ?? '',
        answer,
        failure: failure === null ? null : (failure.message ?? 'Error status : 502.'),
      },
      context.callbacks(),
    )
    if (told.status === 203) entry.code = 'CallbackFailed'
    return told
  }
}

async function forgetUpload({ entry }: Exchange, bucket: Bucket): Promise<void> {
  try {
    await bucket.uploads.abort({ key: entry.key, id: entry.uploadId ?? '', ec: '' })
  } catch (error) {
    // Gone already: nothing is left to forget.
    if (!(error instanceof OssError)) throw error
  }
}
