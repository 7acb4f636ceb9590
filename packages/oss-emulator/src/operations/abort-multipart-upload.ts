import { findParameter } from '../auth/find-parameter.ts'
import type { Answer } from '../http/answer.ts'
import type { Call } from './call.ts'

export async function abortMultipartUpload({ request, bucket, authorize }: Call): Promise<Answer> {
  authorize('oss:AbortMultipartUpload')
  const id = findParameter(request, 'uploadId') ?? ''
  await bucket.uploads.abort({ key: request.key, id, ec: '0042-00000002' })
  return { status: 204 }
}
