import { createHmac } from 'node:crypto'
import { encodeRfc3986 } from './encode-rfc3986.ts'

/** What signature version 1.0 of Alibaba Cloud's RPC APIs signs: all parameters but `Signature`. */
export function createRpcStringToSign(method: string, parameters: URLSearchParams): string {
  const canonicalQuery = [...parameters]
    .filter(([name]) => name !== 'Signature')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .join('&')
  return [method, encodeRfc3986('/'), encodeRfc3986(canonicalQuery)].join('&')
}

/** Base64 of the HMAC-SHA1. */
export function signRpc(accessKeySecret: string, stringToSign: string): string {
  return createHmac('sha1', `${accessKeySecret}&`).update(stringToSign).digest('base64')
}
