import type { HeaderRecord } from './object-headers.ts'
import type { Operation } from './operation.ts'
import { callbackFields, callbackQuery } from './upload-callback.ts'
import { escapeXml } from './xml.ts'

/** Decoded names and values; a name with the value `''` stands alone. */
export type Query = readonly (readonly [name: string, value: string])[]

/** A request as the protocol wants it, before the signature. */
export interface RequestShape {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  readonly key: string
  readonly query: Query
  readonly headers: HeaderRecord
}

/** Parts on one page of ListParts: the most that OSS gives. */
export const pageSize = 1000

/** Every operation but `sendWhole`, which is a form. */
export function toRequestShape(operation: Exclude<Operation, { type: 'sendWhole' }>): RequestShape {
  const { key } = operation
  switch (operation.type) {
    case 'open':
      return {
        method: 'POST',
        key,
        query: [['uploads', '']],
        headers: headersForOpen(operation.headers),
      }
    case 'sendPart': {
      const { uploadId, part, trafficLimit } = operation
      const query: Query = [
        ['partNumber', String(part)],
        ['uploadId', uploadId],
        // In the query: as a header it would make the preflight ask for one more.
        ...trafficQuery(trafficLimit),
      ]
      return { method: 'PUT', key, query, headers: {} }
    }
    case 'listParts': {
      const query: Query = [
        ['uploadId', operation.uploadId],
        ['max-parts', String(pageSize)],
        ['part-number-marker', String(operation.after)],
      ]
      return { method: 'GET', key, query, headers: {} }
    }
    case 'complete': {
      const { uploadId, headers, callback } = operation
      const query: Query = [['uploadId', uploadId], ...(callback ? callbackQuery(callback) : [])]
      return { method: 'POST', key, query, headers: headersForComplete(headers) }
    }
    case 'discard':
      return { method: 'DELETE', key, query: [['uploadId', operation.uploadId]], headers: {} }
    case 'findObject':
      return { method: 'HEAD', key, query: [], headers: {} }
  }
}

/** Fields of the form besides policy and signature. OSS answers 201 with the ETag in XML. */
export function toFormFields(operation: Extract<Operation, { type: 'sendWhole' }>): Query {
  const { key, headers, callback, trafficLimit } = operation
  return [
    ['key', key],
    ['success_action_status', '201'],
    ...Object.entries(headers),
    ...trafficQuery(trafficLimit),
    ...(callback ? callbackFields(callback) : []),
  ]
}

/** The body of Complete. Untyped: a type would have to be signed, and cost a preflight. */
export function toCompleteBody(
  parts: readonly { readonly number: number; readonly etag: string }[],
): Blob {
  const sorted = [...parts].sort((a, b) => a.number - b.number)
  const lines = sorted.map(
    ({ number, etag }) =>
      `<Part><PartNumber>${number}</PartNumber><ETag>"${escapeXml(etag)}"</ETag></Part>`,
  )
  return new Blob([`<CompleteMultipartUpload>${lines.join('')}</CompleteMultipartUpload>`])
}

function trafficQuery(trafficLimit: number | undefined): Query {
  return trafficLimit === undefined ? [] : [['x-oss-traffic-limit', String(trafficLimit)]]
}

/** The access rights are the one thing that OSS takes with Complete instead of Initiate. */
function headersForOpen(headers: HeaderRecord): HeaderRecord {
  return pick(headers, (name) => name !== 'x-oss-object-acl')
}

function headersForComplete(headers: HeaderRecord): HeaderRecord {
  return pick(headers, (name) => name === 'x-oss-object-acl' || name === 'x-oss-forbid-overwrite')
}

function pick(headers: HeaderRecord, isWanted: (name: string) => boolean): HeaderRecord {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => isWanted(name.toLowerCase())),
  )
}
