import { UploadError } from '@resumable-upload/core'
import type { HeaderRecord } from './object-headers.ts'
import type { Operation } from './operation.ts'
import type { SignedRequest } from './signer.ts'
import type { UploadCallback } from './upload-callback.ts'

/** What a page asks its server to sign: the one schema of `remoteSigner` and `signHandler`. */
export interface SignQuestion {
  readonly v: 1
  readonly operations: readonly Operation[]
  /** The generation of the server's credentials that OSS refused. */
  readonly refused?: number
}

export interface SignAnswer {
  readonly v: 1
  /** In the order of the operations. */
  readonly requests: readonly SignedRequest[]
  /** ISO 8601, UTC. */
  readonly serverTime: string
}

/** Operations in one question. */
export const maxOperations = 100

/** Reads what came over the network. Throws `misconfigured`; the message says what is wrong with it. */
export function readSignQuestion(json: unknown): SignQuestion {
  const { v, operations, refused } = asRecord(json)
  if (v !== 1 || !Array.isArray(operations)) throw malformed('{ v: 1, operations: […] }')
  if (operations.length === 0 || operations.length > maxOperations)
    throw malformed(`1 to ${maxOperations} operations`)
  if (refused !== undefined && !isCount(refused)) throw malformed('"refused" as a whole number')
  return {
    v: 1,
    operations: operations.map(readOperation),
    ...(refused !== undefined && { refused }),
  }
}

/** Reads the answer to this many operations. Throws `misconfigured`. */
export function readSignAnswer(json: unknown, count: number): SignAnswer {
  const { v, requests, serverTime } = asRecord(json)
  const isAnswer =
    v === 1 &&
    Array.isArray(requests) &&
    requests.length === count &&
    typeof serverTime === 'string' &&
    Number.isFinite(Date.parse(serverTime))
  if (!isAnswer) throw malformed(`{ v: 1, requests: […${count}], serverTime }`)
  return { v: 1, requests: requests.map(readSignedRequest), serverTime }
}

function readOperation(json: unknown): Operation {
  const fields = asRecord(json)
  const key = textOf(fields, 'key')
  switch (fields['type']) {
    case 'open':
      return { type: 'open', key, headers: headersOf(fields) }
    case 'sendPart': {
      const part = countOf(fields, 'part')
      return { type: 'sendPart', key, uploadId: uploadIdOf(fields), part, ...limitOf(fields) }
    }
    case 'listParts': {
      const after = countOf(fields, 'after')
      return { type: 'listParts', key, uploadId: uploadIdOf(fields), after }
    }
    case 'complete': {
      const headers = headersOf(fields)
      return {
        type: 'complete',
        key,
        uploadId: uploadIdOf(fields),
        headers,
        ...callbackOf(fields),
      }
    }
    case 'discard':
      return { type: 'discard', key, uploadId: uploadIdOf(fields) }
    case 'findObject':
      return { type: 'findObject', key }
    case 'sendWhole': {
      const size = countOf(fields, 'size')
      const headers = headersOf(fields)
      return {
        type: 'sendWhole',
        key,
        size,
        headers,
        ...callbackOf(fields),
        ...limitOf(fields),
      }
    }
    default:
      throw malformed('operations with a known "type"')
  }
}

const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'] as const

function readSignedRequest(json: unknown): SignedRequest {
  const record = asRecord(json)
  const { fields } = record
  const method = methods.find((known) => known === record['method'])
  if (!method) throw malformed('requests with a "method"')
  if (fields !== undefined && !isPairs(fields)) throw malformed('"fields" as pairs of texts')
  return {
    method,
    url: textOf(record, 'url'),
    headers: headersOf(record),
    expiresAt: countOf(record, 'expiresAt'),
    generation: countOf(record, 'generation'),
    ...(fields && { fields }),
  }
}

type Fields = Readonly<Record<string, unknown>>

function asRecord(json: unknown): Fields {
  return typeof json === 'object' && json !== null ? { ...json } : {}
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value === 'string' && value !== '') return value
  throw malformed(`"${name}" as a text`)
}

/** OSS gives hex digits; nothing else may slip into a URL that a server signs. */
function uploadIdOf(fields: Fields): string {
  const uploadId = textOf(fields, 'uploadId')
  if (/^[\w-]{1,128}$/.test(uploadId)) return uploadId
  throw malformed('"uploadId" as OSS gave it')
}

function countOf(fields: Fields, name: string): number {
  const value = fields[name]
  if (isCount(value)) return value
  throw malformed(`"${name}" as a whole number`)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function limitOf(fields: Fields): { readonly trafficLimit?: number } {
  if (fields['trafficLimit'] === undefined) return {}
  return { trafficLimit: countOf(fields, 'trafficLimit') }
}

function headersOf(fields: Fields): HeaderRecord {
  const headers = asRecord(fields['headers'])
  if (isTexts(headers)) return headers
  throw malformed('"headers" as names and texts')
}

/** Where OSS calls is for the server to say: of a page's wish only the variables are read. */
function callbackOf(fields: Fields): { readonly callback?: UploadCallback } {
  if (fields['callback'] === undefined) return {}
  const variables = asRecord(asRecord(fields['callback'])['variables'])
  if (!isTexts(variables)) throw malformed('"variables" as names and texts')
  return { callback: { url: '', body: '', variables } }
}

function isTexts(record: Fields): record is HeaderRecord {
  return Object.values(record).every((value) => typeof value === 'string')
}

function isPairs(value: unknown): value is readonly (readonly [string, string])[] {
  return (
    Array.isArray(value) &&
    value.every(
      (pair) =>
        Array.isArray(pair) &&
        pair.length === 2 &&
        pair.every((text: unknown) => typeof text === 'string'),
    )
  )
}

function malformed(wanted: string): UploadError {
  return new UploadError('misconfigured', `Not as page and server agreed: ${wanted} is expected.`)
}
