import { UploadError } from '@resumable-upload/core'
import { encodePath } from './rfc3986.ts'

export interface DestinationOptions {
  readonly bucket: string
  /** Where the bucket lives: `cn-hangzhou`; `oss-cn-hangzhou` is understood. */
  readonly region: string
  /** With or without protocol and bucket. @default the region's public endpoint */
  readonly endpoint?: string
  /** The endpoint is a domain of your own that is bound to the bucket. @default false */
  readonly cname?: boolean
}

/** A bucket and how to address it. */
export interface Destination {
  readonly bucket: string
  /** As V4 signs it: `cn-hangzhou`. */
  readonly region: string
  /** Protocol, host and, with path style, the bucket; without a slash at the end. */
  readonly bucketUrl: string
  /** Unsigned. */
  readonly urlOf: (key: string) => string
}

const bucketForm = /^[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]$/
const regionForm = /^[a-z]{2}(?:-[a-z0-9]+)+$/
const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])$/

/**
 * Checks what can be checked before the first byte: throws `misconfigured` with a sentence that
 * names the fix.
 */
export function createDestination(
  options: DestinationOptions,
  page: { readonly protocol: string } | undefined = globalThis.location,
): Destination {
  const { bucket, cname = false } = options
  if (!bucketForm.test(bucket))
    throw misconfigured(
      `"${bucket}" is not a bucket name. Use 3 to 63 of a-z, 0-9 and "-", with a letter or digit at both ends.`,
    )
  const region = options.region.replace(/^oss-/, '')
  if (!regionForm.test(region))
    throw misconfigured(
      `"${options.region}" is not a region. Use the id that the console shows, for example "cn-hangzhou".`,
    )
  const url = parseEndpoint(options.endpoint ?? `oss-${region}.aliyuncs.com`)
  // The bucket's own domain, as the console shows it, says the same as the endpoint.
  const host = cname ? url.host : url.host.replace(new RegExp(`^${bucket}\\.`), '')
  const isLocal = loopback.test(url.hostname) || url.hostname.endsWith('.localhost')

  if (cname && host.endsWith('.aliyuncs.com') && !host.startsWith(`${bucket}.`))
    throw misconfigured(
      `"${host}" is an endpoint of OSS, not a domain of your own. Remove "cname", or put your domain into "endpoint".`,
    )
  if (!cname) checkAliyunHost(host, region)
  if (page?.protocol === 'https:' && url.protocol === 'http:' && !isLocal)
    throw misconfigured(
      `A page on https cannot send to ${url.origin}. Use "https://${url.host}" as the endpoint.`,
    )
  const isPathStyle = !cname && loopback.test(url.hostname)
  const bucketUrl = isPathStyle
    ? `${url.protocol}//${host}/${bucket}`
    : `${url.protocol}//${cname ? host : `${bucket}.${host}`}`
  return { bucket, region, bucketUrl, urlOf: (key) => `${bucketUrl}/${encodePath(key)}` }
}

function parseEndpoint(endpoint: string): URL {
  const protocol = /^(?:[\w-]+\.)?(?:localhost|127\.0\.0\.1)(?::|\/|$)/.test(endpoint)
    ? 'http'
    : 'https'
  const absolute = /^[a-z][a-z\d+.-]*:\/\//i.test(endpoint) ? endpoint : `${protocol}://${endpoint}`
  let url: URL
  try {
    url = new URL(absolute)
  } catch (cause) {
    throw misconfigured(
      `"${endpoint}" is not an endpoint. Use a host such as "oss-cn-hangzhou.aliyuncs.com".`,
      cause,
    )
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw misconfigured(`The endpoint "${endpoint}" has to begin with https:// or http://.`)
  if (url.pathname !== '/' || url.search || url.hash || url.username)
    throw misconfigured(
      `The endpoint "${endpoint}" says more than a host. Use "${url.protocol}//${url.host}".`,
    )
  return url
}

function checkAliyunHost(host: string, region: string): void {
  if (!host.endsWith('.aliyuncs.com')) return
  if (host.endsWith('-internal.aliyuncs.com'))
    throw misconfigured(
      `"${host}" answers inside Alibaba Cloud only. Use "${host.replace('-internal.', '.')}" for browsers.`,
    )
  const named =
    /^oss-(?!accelerate)(?<public>[a-z0-9-]+)\.aliyuncs|^(?<dual>[a-z0-9-]+)\.oss\.aliyuncs/.exec(
      host,
    )?.groups
  const other = named?.['public'] ?? named?.['dual']
  if (other !== undefined && other !== region)
    throw misconfigured(
      `The endpoint "${host}" is in ${other}, and "region" says ${region}. Make both name the bucket's region.`,
    )
}

function misconfigured(message: string, cause?: unknown): UploadError {
  return new UploadError('misconfigured', message, { cause })
}
