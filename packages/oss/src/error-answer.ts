import type { TransportResponse } from '@resumable-upload/core'
import { fromBase64 } from './base64.ts'
import { parseXml, textOf, type XmlElement } from './xml.ts'

/** What an answer says of its failure. Only these facts are read, so that no secret is. */
export interface ErrorAnswer {
  /** HTTP status. */
  readonly status: number
  /** OSS's word, for example `NoSuchUpload`; `null` when the answer says none. */
  readonly code: string | null
  readonly message: string | null
  readonly requestId: string | null
  /** Detail code, for example `0002-00000504`. */
  readonly ec: string | null
  /** Where the bucket has to be addressed. */
  readonly endpoint: string | null
  /** The permission that is missing. */
  readonly action: string | null
  /** The header or parameter that was refused. */
  readonly argument: string | null
  /** Epoch milliseconds. */
  readonly serverTime: number | null
  /** Milliseconds. */
  readonly retryAfter: number | null
}

/** Whether OSS refused. A 203 is no refusal: the object is stored, its callback failed. */
export function isRefusal({ status, text }: TransportResponse): boolean {
  if (status === 203) return false
  return status < 200 || status > 299 || /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?<Error[\s>]/.test(text)
}

/** When OSS answered, in epoch milliseconds; `null` where CORS hides it. */
export function readDate({ header }: Pick<TransportResponse, 'header'>): number | null {
  return parseTime(header('date'))
}

export function readErrorAnswer({ status, header, text }: TransportResponse): ErrorAnswer {
  // An answer to HEAD has no body; OSS puts it into a header.
  const root = parseError(text || fromBase64(header('x-oss-err') ?? '') || '')
  const say = (name: string) => (root && textOf(root, name)) || null
  const requestId = say('RequestId') ?? header('x-oss-request-id')
  const ec = say('EC') ?? header('x-oss-ec')
  const denied = root?.children.find(({ name }) => name === 'AccessDeniedDetail')
  return {
    status,
    code: say('Code') ?? (ec && Object.hasOwn(codes, ec) ? (codes[ec] ?? null) : null),
    message: say('Message'),
    requestId,
    ec,
    endpoint: say('Endpoint'),
    action: denied ? textOf(denied, 'AuthAction') : null,
    argument: say('ArgumentName') ?? say('Header'),
    serverTime: parseTime(say('ServerTime')) ?? readDate({ header }) ?? timeOfRequestId(requestId),
    retryAfter: readRetryAfter(header),
  }
}

/** What a detail stands for where only headers can be read: an answer to HEAD. */
const codes: Readonly<Record<string, string>> = {
  '0002-00000002': 'InvalidAccessKeyId',
  '0002-00000003': 'InvalidAccessKeyId',
  '0002-00000004': 'AccessKeyIdAndSecurityTokenNotMatch',
  '0002-00000006': 'InvalidSecurityToken',
  '0002-00000007': 'SecurityTokenExpired',
  '0002-00000040': 'SignatureDoesNotMatch',
  '0002-00000201': 'SignatureDoesNotMatch',
  '0002-00000504': 'RequestTimeTooSkewed',
  '0002-00000902': 'InvalidAccessKeyId',
  '0015-00000101': 'NoSuchBucket',
  '0026-00000001': 'NoSuchKey',
}

function parseError(text: string): XmlElement | null {
  try {
    const root = parseXml(text)
    return root.name === 'Error' ? root : null
  } catch {
    return null
  }
}

function parseTime(text: string | null): number | null {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? null : time
}

/** The first eight digits of a request id are the server's Unix time, and CORS never hides them. */
function timeOfRequestId(requestId: string | null): number | null {
  if (!requestId || !/^[\dA-F]{24}$/.test(requestId)) return null
  return parseInt(requestId.slice(0, 8), 16) * 1000
}

function readRetryAfter(header: TransportResponse['header']): number | null {
  const asked = header('retry-after')?.trim() ?? ''
  const wait = /^\d{1,6}$/.test(asked) ? Number(asked) * 1000 : timeUntil(asked, header('date'))
  const delay = Number(header('x-oss-qos-delay-time') ?? Number.NaN)
  const waits = [wait, delay].filter((each) => Number.isFinite(each) && each > 0)
  return waits.length > 0 ? Math.max(...waits) : null
}

/** Milliseconds between two dates of the server, so that our own clock does not matter. */
function timeUntil(then: string, now: string | null): number {
  return Date.parse(then) - Date.parse(now ?? '')
}
