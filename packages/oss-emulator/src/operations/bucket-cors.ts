import { createHash } from 'node:crypto'
import { formatCorsXml, parseCorsXml } from '../cors/cors-xml.ts'
import { type Answer, xmlAnswer } from '../http/answer.ts'
import { OssError } from '../oss-error.ts'
import type { Call } from './call.ts'
import { collectBody } from './collect-body.ts'
import { checkDigest } from './receive-body.ts'

const bodyLimit = 64 * 1024

export async function getBucketCors({ bucket, authorize }: Call): Promise<Answer> {
  authorize('oss:GetBucketCors')
  const cors = bucket.cors()
  if (cors.rules.length > 0) return xmlAnswer(formatCorsXml(cors))
  throw new OssError(404, 'NoSuchCORSConfiguration', 'The CORS Configuration does not exist.', {
    details: { BucketName: bucket.name },
  })
}

export async function putBucketCors({ request, bucket, body, authorize }: Call): Promise<Answer> {
  authorize('oss:PutBucketCors')
  const bytes = await collectBody(body, bodyLimit)
  checkDigest(request.headers['content-md5'], createHash('md5').update(bytes).digest('hex'))
  await bucket.setCors(parseCorsXml(bytes.toString('utf8')))
  return { status: 200 }
}

export async function deleteBucketCors({ bucket, authorize }: Call): Promise<Answer> {
  authorize('oss:DeleteBucketCors')
  await bucket.setCors({ rules: [], responseVary: false })
  return { status: 204 }
}
