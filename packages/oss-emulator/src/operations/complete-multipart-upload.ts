import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { findParameter } from '../auth/find-parameter.ts'
import { invalidArgument } from '../auth/invalid-argument.ts'
import { findFault } from '../faults/fault-box.ts'
import { type Answer, xmlAnswer } from '../http/answer.ts'
import { xmlDocument } from '../xml/xml-document.ts'
import { fileAlreadyExists } from '../store/object-store.ts'
import type { MultipartUpload, PartFile } from '../store/multipart-upload.ts'
import type { StoredObject } from '../store/stored-object.ts'
import type { Call } from './call.ts'
import { orderOf } from './order-of.ts'
import { chooseParts } from './choose-parts.ts'
import { collectBody } from './collect-body.ts'
import { joinParts, type JoinedParts } from './join-parts.ts'
import { readEncoding } from './list-parameters.ts'
import { locationOf } from './location-of.ts'
import { authorizeAttributes, forbidsOverwrite } from './object-headers.ts'
import { type NamedPart, parseCompleteRequest } from './parse-complete-request.ts'
import { malformedXml } from '../xml/parse-xml.ts'
import { checkDigest } from './receive-body.ts'

const noSuchUpload = '0042-00000203'
const bodyLimit = 4 * 1024 * 1024

export async function completeMultipartUpload(call: Call): Promise<Answer> {
  const { request, bucket, authorize } = call
  const { key, headers } = request
  authorize('oss:PutObject')
  authorizeAttributes(headers, authorize)
  const encoding = readEncoding(request)
  const order = orderOf(request)
  const id = findParameter(request, 'uploadId') ?? ''
  const target = { key, id, ec: noSuchUpload }
  bucket.uploads.find(target)
  const named = await readNamedParts(call)

  const { etag, crc64 } = await bucket.uploads.complete(target, async (upload, stored) => {
    if (forbidsOverwrite(headers) && bucket.objects.has(key)) throw fileAlreadyExists()
    const parts = chooseParts(named ?? allOf(stored), stored, id)
    return storeJoined(call, upload, parts)
  })
  const answer = xmlAnswer(
    xmlDocument([
      'CompleteMultipartUploadResult',
      [
        encoding.type && ['EncodingType', encoding.type],
        ['Location', locationOf(call, key)],
        ['Bucket', bucket.name],
        ['Key', encoding.encode(key)],
        ['ETag', `"${etag}"`],
      ],
    ]),
  )
  const checks = { ETag: `"${etag}"`, 'x-oss-hash-crc64ecma': crc64 }
  return call.announce(order, bucket.objects.get(key), {
    ...answer,
    headers: { ...answer.headers, ...checks },
  })
}

/** The parts that the body names; `null` for all that are stored (`x-oss-complete-all: yes`). */
async function readNamedParts({ request, body }: Call): Promise<readonly NamedPart[] | null> {
  const { headers } = request
  const bytes = await collectBody(body, bodyLimit)
  const md5 = createHash('md5').update(bytes).digest('hex')
  checkDigest(headers['content-md5'], md5)

  const completeAll = headers['x-oss-complete-all']
  if (completeAll?.toLowerCase() === 'yes') {
    if (bytes.length === 0) return null
    const message = 'Should not speficy both complete all header and http body.'
    throw invalidArgument(message, ['x-oss-complete-all', completeAll], '0042-00000216')
  }
  if (bytes.length === 0) throw malformedXml('0042-00000205')
  return parseCompleteRequest(bytes.toString('utf8'))
}

/** Throws `MalformedXML` where there is nothing to join. */
function allOf(stored: ReadonlyMap<number, PartFile>): readonly NamedPart[] {
  if (stored.size === 0) throw malformedXml('0042-00000205')
  return [...stored.values()].toSorted((a, b) => a.number - b.number)
}

async function storeJoined(
  { request, bucket, faults, incoming, now }: Call,
  upload: MultipartUpload,
  parts: readonly PartFile[],
): Promise<JoinedParts> {
  const { headers } = request
  const damage = findFault(faults, 'object-damaged')
  const damageAt = damage === null ? null : (damage.offset ?? 0)
  const joined = await joinParts(parts, { directory: incoming, damageAt })
  const { pieces, size, etag, crc64 } = joined
  const acl = headers['x-oss-object-acl']
  const object: StoredObject = {
    key: upload.key,
    size,
    etag,
    crc64,
    type: 'Multipart',
    lastModified: now,
    headers: { ...upload.headers, ...(acl === undefined ? {} : { 'x-oss-object-acl': acl }) },
    storageClass: upload.storageClass,
  }
  try {
    await bucket.objects.join(object, pieces, { forbidOverwrite: forbidsOverwrite(headers) })
    return joined
  } finally {
    if (damage) for (const { path } of pieces) await rm(path, { force: true })
  }
}
