import type { IncomingHttpHeaders } from 'node:http'
import { OssError } from '../oss-error.ts'
import type { RequestFacts } from '../request-facts.ts'
import { checkKey } from './check-key.ts'
import { isBucketName } from './bucket-name.ts'
import { parseHost } from './parse-host.ts'

export interface RawRequest {
  readonly method: string
  /** The request target as sent: path and query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

/** Decodes a request once: bucket, key, query, headers. Throws what OSS answers to a wrong address. */
export function parseRequest({ method, url, headers }: RawRequest, region: string): RequestFacts {
  const [rawPath, rawQuery] = splitTarget(url)
  const path = decode(rawPath, 'The specified object is not valid.', 'InvalidObjectName')
  const { bucket, key } = locate(path, headers.host ?? '', region)
  if (bucket !== null && !isBucketName(bucket)) throw invalidBucketName(bucket)
  checkKey(key)
  return { method, bucket, key, query: parseQuery(rawQuery), headers: flatten(headers) }
}

interface Location {
  readonly bucket: string | null
  readonly key: string
}

function locate(path: string, host: string, region: string): Location {
  const target = parseHost(host, region)
  const rest = path.slice(1)
  if (target.kind === 'bucket') return { bucket: target.bucket, key: rest }
  if (rest === '') return { bucket: null, key: '' }
  if (target.kind === 'service') {
    const message =
      'The bucket you are attempting to access must be addressed using OSS third level domain.'
    throw new OssError(403, 'SecondLevelDomainForbidden', message, { ec: '0003-00001401' })
  }
  const slash = rest.indexOf('/')
  if (slash === -1) return { bucket: rest, key: '' }
  return { bucket: rest.slice(0, slash), key: rest.slice(slash + 1) }
}

/** Path and query without `?`; proxies send the whole URL as the target. */
function splitTarget(url: string): readonly [path: string, query: string] {
  const target = url.replace(/^https?:\/\/[^/?]*/iu, '')
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  return [path.startsWith('/') ? path : `/${path}`, mark === -1 ? '' : target.slice(mark + 1)]
}

/** Split before decoding, and a `+` stays a plus: that is what signatures are computed over. */
function parseQuery(query: string): readonly (readonly [string, string])[] {
  const message = 'The query string is not valid UTF-8 in percent encoding.'
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      const name = equals === -1 ? pair : pair.slice(0, equals)
      const value = equals === -1 ? '' : pair.slice(equals + 1)
      return [
        decode(name, message, 'InvalidArgument'),
        decode(value, message, 'InvalidArgument'),
      ] as const
    })
}

function decode(text: string, message: string, code: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new OssError(400, code, message)
  }
}

function invalidBucketName(bucket: string): OssError {
  return new OssError(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
    ec: '0015-00000001',
    details: { BucketName: bucket },
  })
}

function flatten(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value.join(', ') : (value ?? '')).trim(),
    ]),
  )
}
