import { findParameter } from '../auth/find-parameter.ts'
import { findFault } from '../faults/fault-box.ts'
import { type Answer, xmlAnswer } from '../http/answer.ts'
import { xmlDocument, type XmlNode } from '../xml/xml-document.ts'
import type { StoredPart } from '../store/multipart-upload.ts'
import type { Call } from './call.ts'
import { readEncoding, readInteger } from './list-parameters.ts'

const noSuchUpload = '0042-00000002'

export async function listParts({ request, bucket, faults, authorize }: Call): Promise<Answer> {
  authorize('oss:ListParts')
  const maxParts = readInteger(request, 'max-parts', { min: 1, max: 1000, whenAbsent: 1000 })
  const anyMarker = { min: 0, max: 999_999_999, whenAbsent: 0 }
  const marker = readInteger(request, 'part-number-marker', anyMarker)
  const encoding = readEncoding(request)
  const id = findParameter(request, 'uploadId') ?? ''
  const upload = bucket.uploads.find({ key: request.key, id, ec: noSuchUpload })

  const rest = bucket.uploads.parts(upload).filter((part) => part.number > marker)
  const page = rest.slice(0, maxParts)
  const hasCrc64 = findFault(faults, 'crc-missing') === null
  return xmlAnswer(
    xmlDocument([
      'ListPartsResult',
      [
        encoding.type && ['EncodingType', encoding.type],
        ['Bucket', bucket.name],
        ['Key', encoding.encode(upload.key)],
        ['UploadId', upload.id],
        ['StorageClass', upload.storageClass],
        ['PartNumberMarker', marker],
        ['NextPartNumberMarker', page.at(-1)?.number ?? 0],
        ['MaxParts', maxParts],
        ['IsTruncated', String(page.length < rest.length)],
        ...page.map((part) => partNode(part, hasCrc64)),
      ],
    ]),
  )
}

function partNode({ number, storedAt, etag, crc64, size }: StoredPart, hasCrc64: boolean): XmlNode {
  return [
    'Part',
    [
      ['PartNumber', number],
      ['LastModified', new Date(storedAt).toISOString()],
      ['ETag', `"${etag}"`],
      hasCrc64 ? ['HashCrc64ecma', crc64] : null,
      ['Size', size],
    ],
  ]
}
