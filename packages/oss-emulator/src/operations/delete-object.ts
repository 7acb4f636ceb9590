import type { Answer } from '../http/answer.ts'
import type { Call } from './call.ts'

export async function deleteObject({ request, bucket, authorize }: Call): Promise<Answer> {
  authorize('oss:DeleteObject')
  await bucket.objects.delete(request.key)
  return { status: 204 }
}
