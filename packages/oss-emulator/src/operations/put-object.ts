import { orderOf } from './order-of.ts'
import { contentMd5Of } from '../checksum/digest.ts'
import { damageObject } from '../faults/flip-byte.ts'
import type { Answer } from '../http/answer.ts'
import { fileAlreadyExists } from '../store/object-store.ts'
import type { Call } from './call.ts'
import { authorizeAttributes, forbidsOverwrite, readObjectAttributes } from './object-headers.ts'
import { handOver, receiveBody } from './receive-body.ts'

export async function putObject(call: Call): Promise<Answer> {
  const { request, bucket, now } = call
  const { key, headers } = request
  call.authorize('oss:PutObject')
  authorizeAttributes(headers, call.authorize)
  const attributes = readObjectAttributes(headers)
  const order = orderOf(request)
  const forbidOverwrite = forbidsOverwrite(headers)
  if (forbidOverwrite && bucket.objects.has(key)) throw fileAlreadyExists()

  const received = await receiveBody({ ...call, body: damageObject(call.body, call.faults) })
  const { size, etag, crc64 } = received
  const facts = { key, size, etag, crc64, type: 'Normal', lastModified: now } as const
  const object = { ...facts, ...attributes }
  await handOver(received, () => bucket.objects.put(object, received.path, { forbidOverwrite }))
  return call.announce(order, object, {
    status: 200,
    headers: {
      ETag: `"${etag}"`,
      'Content-MD5': contentMd5Of(etag),
      'x-oss-hash-crc64ecma': crc64,
    },
  })
}
