import { createHash, createHmac } from 'node:crypto'
import type { RequestFacts } from '../request-facts.ts'
import { encodeRfc3986 } from './encode-rfc3986.ts'

export const algorithmV4 = 'OSS4-HMAC-SHA256'
export const scopeTerminatorV4 = 'aliyun_v4_request'
export const unsignedPayload = 'UNSIGNED-PAYLOAD'

/** Where and when a V4 signature holds. */
export interface SigningScope {
  /** `20240102` */
  readonly date: string
  readonly region: string
  readonly product: string
}

/** The same for header and URL mode; `x-oss-signature` is left out of the query. */
export function createCanonicalRequestV4(
  request: RequestFacts,
  additionalHeaders: readonly string[] = [],
): string {
  const additional = selectAdditionalHeaders(request.headers, additionalHeaders)
  return [
    request.method,
    canonicalUri(request),
    canonicalQuery(request.query),
    canonicalHeaders(request.headers, additional),
    additional.join(';'),
    unsignedPayload,
  ].join('\n')
}

/** `datetime` is ISO 8601 basic: `20240102T030405Z`. */
export function createStringToSignV4(
  canonicalRequest: string,
  datetime: string,
  scope: SigningScope,
): string {
  const scopeText = [scope.date, scope.region, scope.product, scopeTerminatorV4].join('/')
  const hash = createHash('sha256').update(canonicalRequest).digest('hex')
  return [algorithmV4, datetime, scopeText, hash].join('\n')
}

/** The last of the keys K1 to K4. */
export function deriveSigningKeyV4(
  accessKeySecret: string,
  { date, region, product }: SigningScope,
): Buffer {
  return [date, region, product, scopeTerminatorV4].reduce(
    hmacSha256,
    Buffer.from(`aliyun_v4${accessKeySecret}`),
  )
}

/** Lower-case hex; signs a string to sign as well as the policy of a form. */
export function signV4(signingKey: Buffer, stringToSign: string): string {
  return hmacSha256(signingKey, stringToSign).toString('hex')
}

function hmacSha256(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function canonicalUri({ bucket, key }: RequestFacts): string {
  if (bucket === null) return '/'
  return `/${bucket}/${key.split('/').map(encodeRfc3986).join('/')}`
}

function canonicalQuery(query: RequestFacts['query']): string {
  return query
    .filter(([name]) => name !== 'x-oss-signature')
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&')
}

/** Each line ends with a line feed. */
function canonicalHeaders(headers: RequestFacts['headers'], additional: readonly string[]): string {
  return Object.entries(headers)
    .filter(([name]) => isAlwaysSigned(name) || additional.includes(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value.trim()}\n`)
    .join('')
}

function selectAdditionalHeaders(
  headers: RequestFacts['headers'],
  names: readonly string[],
): readonly string[] {
  const lowerCase = new Set(names.map((name) => name.toLowerCase()))
  return [...lowerCase]
    .filter((name) => Object.hasOwn(headers, name) && !isAlwaysSigned(name))
    .toSorted()
}

function isAlwaysSigned(name: string): boolean {
  return name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-')
}
