import { findParameter } from '../auth/find-parameter.ts'
import { invalidArgument } from '../auth/invalid-argument.ts'
import { type Answer, xmlAnswer } from '../http/answer.ts'
import { xmlDocument, type XmlNode } from '../xml/xml-document.ts'
import type { StoredObject } from '../store/stored-object.ts'
import type { Call } from './call.ts'
import { type KeyEncoding, readEncoding, readInteger } from './list-parameters.ts'
import { type ListEntry, type ListPage, listPage } from './list-page.ts'

export async function listObjects(call: Call): Promise<Answer> {
  const { request, bucket } = call
  const marker = findParameter(request, 'marker') ?? ''
  const { page, encoding, shared, maxKeys } = readPage(call, marker)
  const { encode } = encoding
  return xmlAnswer(
    xmlDocument([
      'ListBucketResult',
      [
        ['Name', bucket.name],
        ...shared,
        ['Marker', encode(marker)],
        ['MaxKeys', maxKeys],
        ['IsTruncated', String(page.isTruncated)],
        page.isTruncated ? ['NextMarker', encode(page.next)] : null,
        ...page.entries.map((entry) => entryNode(entry, { encode, hasOwner: true })),
      ],
    ]),
  )
}

export async function listObjectsV2(call: Call): Promise<Answer> {
  const { request, bucket } = call
  const token = findParameter(request, 'continuation-token')
  const hasOwner = findParameter(request, 'fetch-owner') === 'true'
  const startAfter = findParameter(request, 'start-after') ?? ''
  const { page, encoding, shared, maxKeys } = readPage(call, decodeToken(token) ?? startAfter)
  const { encode } = encoding
  return xmlAnswer(
    xmlDocument([
      'ListBucketResult',
      [
        ['Name', bucket.name],
        ...shared,
        startAfter === '' ? null : ['StartAfter', encode(startAfter)],
        token === undefined ? null : ['ContinuationToken', token],
        ['MaxKeys', maxKeys],
        ['IsTruncated', String(page.isTruncated)],
        page.isTruncated ? ['NextContinuationToken', encodeToken(page.next)] : null,
        ['KeyCount', page.entries.length],
        ...page.entries.map((entry) => entryNode(entry, { encode, hasOwner })),
      ],
    ]),
  )
}

interface ReadPage {
  readonly page: ListPage<StoredObject>
  readonly encoding: KeyEncoding
  readonly maxKeys: number
  /** What both versions say about the question. */
  readonly shared: readonly (XmlNode | null)[]
}

function readPage({ request, bucket, authorize }: Call, after: string): ReadPage {
  authorize('oss:ListObjects')
  const prefix = findParameter(request, 'prefix') ?? ''
  const delimiter = findParameter(request, 'delimiter') ?? ''
  const maxKeys = readInteger(request, 'max-keys', { min: 1, max: 1000, whenAbsent: 100 })
  const encoding = readEncoding(request)
  const objects = [...bucket.objects.all()].map(
    (object) => [object.key, object.key, object] as const,
  )
  return {
    page: listPage(objects, { prefix, delimiter, after, max: maxKeys }),
    encoding,
    maxKeys,
    shared: [
      encoding.type && ['EncodingType', encoding.type],
      ['Prefix', encoding.encode(prefix)],
      delimiter === '' ? null : ['Delimiter', encoding.encode(delimiter)],
    ],
  }
}

interface EntryOptions {
  readonly encode: KeyEncoding['encode']
  /** The first version names the owner always, the second one when asked to. */
  readonly hasOwner: boolean
}

function entryNode(entry: ListEntry<StoredObject>, { encode, hasOwner }: EntryOptions): XmlNode {
  if (entry.kind === 'prefix') return ['CommonPrefixes', [['Prefix', encode(entry.name)]]]
  const { key, lastModified, etag, type, size, storageClass } = entry.item
  return [
    'Contents',
    [
      ['Key', encode(key)],
      ['LastModified', new Date(lastModified).toISOString()],
      ['ETag', `"${etag}"`],
      ['Type', type],
      ['Size', size],
      ['StorageClass', storageClass],
      hasOwner ? owner : null,
    ],
  ]
}

const owner: XmlNode = [
  'Owner',
  [
    ['ID', '1234567890123456'],
    ['DisplayName', '1234567890123456'],
  ],
]

function encodeToken(name: string): string {
  return Buffer.from(name).toString('base64url')
}

function decodeToken(token: string | undefined): string | null {
  if (token === undefined) return null
  if (/^[\w-]+$/u.test(token)) return Buffer.from(token, 'base64url').toString('utf8')
  throw invalidArgument('The continuation token provided is incorrect.', [
    'continuation-token',
    token,
  ])
}
