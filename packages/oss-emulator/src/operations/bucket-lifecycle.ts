import { createHash } from 'node:crypto'
import { type Answer, xmlAnswer } from '../http/answer.ts'
import { OssError } from '../oss-error.ts'
import { malformedXml, parseXml } from '../xml/parse-xml.ts'
import type { Call } from './call.ts'
import { collectBody } from './collect-body.ts'
import { checkDigest } from './receive-body.ts'

const bodyLimit = 256 * 1024

export async function getBucketLifecycle({ bucket, authorize }: Call): Promise<Answer> {
  authorize('oss:GetBucketLifecycle')
  const xml = bucket.lifecycle()
  if (xml !== null) return xmlAnswer(xml)
  throw new OssError(404, 'NoSuchLifecycle', 'No Row found in Lifecycle Table.', {
    details: { BucketName: bucket.name },
  })
}

/** The rules are kept as they come; nothing is ever deleted by them. */
export async function putBucketLifecycle(call: Call): Promise<Answer> {
  const { request, bucket, body, authorize } = call
  authorize('oss:PutBucketLifecycle')
  const bytes = await collectBody(body, bodyLimit)
  checkDigest(request.headers['content-md5'], createHash('md5').update(bytes).digest('hex'))
  const xml = bytes.toString('utf8')
  if (parseXml(xml, 'LifecycleConfiguration').children('Rule').length === 0) throw malformedXml()
  await bucket.setLifecycle(xml)
  return { status: 200 }
}

export async function deleteBucketLifecycle({ bucket, authorize }: Call): Promise<Answer> {
  authorize('oss:DeleteBucketLifecycle')
  await bucket.setLifecycle(null)
  return { status: 204 }
}
