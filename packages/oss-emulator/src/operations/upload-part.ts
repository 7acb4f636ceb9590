import { findParameter } from '../auth/find-parameter.ts'
import { invalidArgument } from '../auth/invalid-argument.ts'
import { contentMd5Of } from '../checksum/digest.ts'
import type { Answer } from '../http/answer.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { Call } from './call.ts'
import { handOver, receiveBody } from './receive-body.ts'

const noSuchUpload = '0042-00000104'

export async function uploadPart(call: Call): Promise<Answer> {
  const { request, bucket, now } = call
  call.authorize('oss:PutObject')
  const number = readPartNumber(request)
  const target = {
    key: request.key,
    id: findParameter(request, 'uploadId') ?? '',
    ec: noSuchUpload,
  }
  bucket.uploads.find(target)

  const received = await receiveBody(call)
  const newPart = { ...target, number, storedAt: now }
  const { size, etag, crc64 } = await handOver(received, () =>
    bucket.uploads.storePart(newPart, received),
  )
  call.partStored({ number, size, etag })
  return {
    status: 200,
    headers: {
      ETag: `"${etag}"`,
      'Content-MD5': contentMd5Of(etag),
      'x-oss-hash-crc64ecma': crc64,
    },
  }
}

function readPartNumber(request: RequestFacts): number {
  const text = findParameter(request, 'partNumber') ?? ''
  const number = /^\d{1,5}$/u.test(text) ? Number(text) : 0
  if (number >= 1 && number <= 10_000) return number
  const message = 'Part number must be an integer between 1 and 10000, inclusive.'
  throw invalidArgument(message, ['partNumber', text])
}
