import { type Answer, xmlAnswer } from '../http/answer.ts'
import { xmlDocument } from '../xml/xml-document.ts'
import { fileAlreadyExists } from '../store/object-store.ts'
import type { Call } from './call.ts'
import { readEncoding } from './list-parameters.ts'
import { authorizeAttributes, forbidsOverwrite, readObjectAttributes } from './object-headers.ts'

export async function initiateMultipartUpload(call: Call): Promise<Answer> {
  const { request, bucket, now } = call
  const { key, headers } = request
  call.authorize('oss:PutObject')
  authorizeAttributes(headers, call.authorize)
  const attributes = readObjectAttributes(headers)
  const encoding = readEncoding(request)
  if (forbidsOverwrite(headers) && bucket.objects.has(key)) throw fileAlreadyExists()

  const upload = await bucket.uploads.initiate({ key, initiatedAt: now, ...attributes })
  return xmlAnswer(
    xmlDocument([
      'InitiateMultipartUploadResult',
      [
        encoding.type && ['EncodingType', encoding.type],
        ['Bucket', bucket.name],
        ['Key', encoding.encode(key)],
        ['UploadId', upload.id],
      ],
    ]),
  )
}
