import { createHmac } from 'node:crypto'
import type { RequestFacts } from '../request-facts.ts'

/** What V1 signs. `date` is the text of the date header, or of `Expires` in a URL. */
export function createStringToSignV1(request: RequestFacts, date: string): string {
  const { method, headers } = request
  const contentMd5 = headers['content-md5'] ?? ''
  const contentType = headers['content-type'] ?? ''
  return `${[method, contentMd5, contentType, date].join('\n')}\n${canonicalHeaders(headers)}${canonicalResource(request)}`
}

/** Base64 of the HMAC-SHA1; signs a string to sign as well as the policy of a form. */
export function signV1(accessKeySecret: string, stringToSign: string): string {
  return createHmac('sha1', accessKeySecret).update(stringToSign).digest('base64')
}

function canonicalHeaders(headers: RequestFacts['headers']): string {
  return Object.entries(headers)
    .filter(([name]) => name.startsWith('x-oss-'))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value.trim()}\n`)
    .join('')
}

function canonicalResource({ bucket, key, query }: RequestFacts): string {
  const path = bucket === null ? '/' : `/${bucket}/${key}`
  const signed = query
    .filter(([name]) => name.startsWith('x-oss-') || signedNames.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
  return signed.length === 0 ? path : `${path}?${signed.join('&')}`
}

const signedNames: ReadonlySet<string> = new Set(
  `acl append asyncFetch bucketInfo callback callback-var cloudboxes cname comp continuation-token cors delete encryption
  endTime img inventory inventoryId lifecycle live location logging metaQuery objectMeta partNumber policy policyStatus
  position publicAccessBlock qos qosInfo quota referer regionList replication replicationLocation replicationProgress
  requestPayment resourceGroup response-cache-control response-content-disposition response-content-encoding
  response-content-language response-content-type response-expires restore security-token sequential sessionConfig
  startTime stat status style styleName symlink tagging transferAcceleration udf uploadId uploads versionId versioning
  versions vod website worm wormExtend wormId`.split(/\s+/),
)
