import type { HeaderRecord } from './object-headers.ts'
import type { Query } from './protocol.ts'
import { encodePath, encodeRfc3986 } from './rfc3986.ts'

/** What a V4 signature is good for. */
export interface SigningScope {
  /** `cn-hangzhou`; the id of the box for a CloudBox. */
  readonly region: string
  /** @default 'oss' */
  readonly product?: 'oss' | 'oss-cloudbox'
}

/** Everything that a V4 signature covers, decoded. */
export interface CanonicalParts {
  readonly method: string
  readonly bucket: string
  /** `''` for a call on the bucket. */
  readonly key: string
  /** With a URL that is signed: its `x-oss-*` parameters too, but not the signature. */
  readonly query: Query
  /** All headers of the request; those that V4 covers are picked from them. */
  readonly headers: HeaderRecord
  /** Names of further headers to cover. */
  readonly additionalHeaders?: readonly string[]
  /** `20240102T030405Z` */
  readonly datetime: string
}

/**
 * An access key that signs, opened for one set of credentials and one scope. Every implementation
 * gives the same signatures: lower-case hex.
 */
export interface SigningKey {
  signRequest(parts: CanonicalParts): Promise<string>
  /** Signs the policy of a form, given as JSON. */
  signPolicy(policy: string, datetime: string): Promise<string>
}

export type OpenSigningKey = (credentials: AccessKey, scope: SigningScope) => Promise<SigningKey>

export interface AccessKey {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** Goes with the key, and is no part of the signature. */
  readonly securityToken?: string | null
}

export const algorithm = 'OSS4-HMAC-SHA256'
export const defaultProduct = 'oss'

export function scopeOf(
  { region, product = defaultProduct }: SigningScope,
  datetime: string,
): string {
  return `${datetime.slice(0, 8)}/${region}/${product}/aliyun_v4_request`
}

/** `20240102T030405Z` */
export function formatDatetime(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')
}

export function canonicalRequest(parts: CanonicalParts): string {
  const { method, bucket, key, query, headers, additionalHeaders = [] } = parts
  const present = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]),
  )
  const additional = sortedUnique(additionalHeaders.map((name) => name.toLowerCase())).filter(
    (name) => present.has(name) && !isAlwaysSigned(name),
  )
  const signed = [...present]
    .filter(([name]) => isAlwaysSigned(name) || additional.includes(name))
    .sort(([a], [b]) => compareBytes(a, b))
  return [
    method,
    encodePath(`/${bucket}/${key}`),
    encodeQuery(query),
    `${signed.map(([name, value]) => `${name}:${value}\n`).join('')}`,
    additional.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n')
}

/** Sorted as V4 wants it; the order in a URL is free. */
export function encodeQuery(query: Query): string {
  return query
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&')
}

function isAlwaysSigned(name: string): boolean {
  return name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-')
}

function sortedUnique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(compareBytes)
}

/** All that is compared is ASCII. */
function compareBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
