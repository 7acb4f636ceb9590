import { findParameter } from '../auth/find-parameter.ts'
import { type Answer, xmlAnswer } from '../http/answer.ts'
import { xmlDocument, type XmlNode } from '../xml/xml-document.ts'
import type { MultipartUpload } from '../store/multipart-upload.ts'
import type { Call } from './call.ts'
import { type KeyEncoding, readEncoding, readInteger } from './list-parameters.ts'
import { type Listed, type ListEntry, listPage } from './list-page.ts'

export async function listMultipartUploads(call: Call): Promise<Answer> {
  const { request, bucket, authorize } = call
  authorize('oss:ListMultipartUploads')
  const query = (name: string): string => findParameter(request, name) ?? ''
  const [prefix, delimiter] = [query('prefix'), query('delimiter')]
  const [keyMarker, idMarker] = [query('key-marker'), query('upload-id-marker')]
  const max = readInteger(request, 'max-uploads', { min: 1, max: 1000, whenAbsent: 1000 })
  const { type, encode } = readEncoding(request)

  const uploads = [...bucket.uploads.all()].map(toListed)
  const after = keyMarker === '' ? '' : `${keyMarker}\u0000${idMarker === '' ? '~' : idMarker}`
  const page = listPage(uploads, { prefix, delimiter, after, max })
  const last = page.isTruncated ? page.entries.at(-1) : undefined
  return xmlAnswer(
    xmlDocument([
      'ListMultipartUploadsResult',
      [
        type && ['EncodingType', type],
        ['Bucket', bucket.name],
        ['KeyMarker', encode(keyMarker)],
        ['UploadIdMarker', idMarker],
        ['NextKeyMarker', encode(last?.kind === 'item' ? last.item.key : (last?.name ?? ''))],
        ['NextUploadIdMarker', last?.kind === 'item' ? last.item.id : ''],
        ['Delimiter', encode(delimiter)],
        ['Prefix', encode(prefix)],
        ['MaxUploads', max],
        ['IsTruncated', String(page.isTruncated)],
        ...page.entries.map((entry) => entryNode(entry, encode)),
      ],
    ]),
  )
}

/** By key, then by id. */
function toListed(upload: MultipartUpload): Listed<MultipartUpload> {
  return [upload.key, `${upload.key}\u0000${upload.id}`, upload]
}

function entryNode(entry: ListEntry<MultipartUpload>, encode: KeyEncoding['encode']): XmlNode {
  if (entry.kind === 'prefix') return ['CommonPrefixes', [['Prefix', encode(entry.name)]]]
  const { key, id, storageClass, initiatedAt } = entry.item
  return [
    'Upload',
    [
      ['Key', encode(key)],
      ['UploadId', id],
      ['StorageClass', storageClass],
      ['Initiated', new Date(initiatedAt).toISOString()],
    ],
  ]
}
