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

/** What is wrong with an address, in one word; `values` are those of the sentence. */
export interface AddressProblem {
  readonly problem:
    | 'bucket-name'
    | 'region-name'
    | 'endpoint-form'
    | 'endpoint-internal'
    | 'endpoint-region'
    | 'endpoint-insecure'
    | 'endpoint-not-cname'
  readonly sentence: string
  readonly values: Readonly<Record<string, string>>
}

type Page = { readonly protocol: string } | undefined

/**
 * Checks what can be checked before the first byte: throws `misconfigured` with a sentence that
 * names the fix.
 */
export function createDestination(
  options: DestinationOptions,
  page: Page = globalThis.location,
): Destination {
  const found = findDestination(options, page)
  if ('problem' in found) throw new UploadError('misconfigured', found.sentence)
  return found
}

/** As {@link createDestination}, with a problem instead of an error. */
export function findDestination(
  options: DestinationOptions,
  page: Page,
): Destination | AddressProblem {
  const { bucket, cname = false } = options
  if (!bucketForm.test(bucket))
    return {
      problem: 'bucket-name',
      sentence: `"${bucket}" is not a bucket name. Use 3 to 63 of a-z, 0-9 and "-", with a letter or digit at both ends.`,
      values: { bucket },
    }
  const region = options.region.replace(/^oss-/, '')
  if (!regionForm.test(region))
    return {
      problem: 'region-name',
      sentence: `"${options.region}" is not a region. Use the id that the console shows, for example "cn-hangzhou".`,
      values: { region: options.region },
    }
  const url = parseEndpoint(options.endpoint ?? `oss-${region}.aliyuncs.com`)
  if ('problem' in url) return url
  // The bucket's own domain, as the console shows it, says the same as the endpoint.
  const host = cname ? url.host : url.host.replace(new RegExp(`^${bucket}\\.`), '')
  const isLocal = isLoopback(url) || url.hostname.endsWith('.localhost')

  if (cname && host.endsWith('.aliyuncs.com') && !host.startsWith(`${bucket}.`))
    return {
      problem: 'endpoint-not-cname',
      sentence: `"${host}" is an endpoint of OSS, not a domain of your own. Remove "cname", or put your domain into "endpoint".`,
      values: { endpoint: host },
    }
  const problem = cname ? null : findAliyunProblem(host, region)
  if (problem) return problem
  if (page?.protocol === 'https:' && url.protocol === 'http:' && !isLocal)
    return {
      problem: 'endpoint-insecure',
      sentence: `A page on https cannot send to ${url.origin}. Use "https://${url.host}" as the endpoint.`,
      values: { endpoint: url.origin, instead: `https://${url.host}` },
    }
  const isPathStyle = !cname && isLoopback(url)
  const bucketUrl = isPathStyle
    ? `${url.protocol}//${host}/${bucket}`
    : `${url.protocol}//${cname ? host : `${bucket}.${host}`}`
  return { bucket, region, bucketUrl, urlOf: (key) => `${bucketUrl}/${encodePath(key)}` }
}

/** Whether it is this very machine, where an emulator runs. */
export function isLoopback({ hostname }: Pick<URL, 'hostname'>): boolean {
  return loopback.test(hostname)
}

function parseEndpoint(endpoint: string): URL | AddressProblem {
  const protocol = /^(?:[\w-]+\.)?(?:localhost|127\.0\.0\.1)(?::|\/|$)/.test(endpoint)
    ? 'http'
    : 'https'
  const absolute = /^[a-z][a-z\d+.-]*:\/\//i.test(endpoint) ? endpoint : `${protocol}://${endpoint}`
  let url: URL
  try {
    url = new URL(absolute)
  } catch {
    return malformed(
      endpoint,
      'oss-cn-hangzhou.aliyuncs.com',
      `"${endpoint}" is not an endpoint. Use a host such as "oss-cn-hangzhou.aliyuncs.com".`,
    )
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return malformed(
      endpoint,
      `https://${url.host || 'oss-cn-hangzhou.aliyuncs.com'}`,
      `The endpoint "${endpoint}" has to begin with https:// or http://.`,
    )
  if (url.pathname !== '/' || url.search || url.hash || url.username)
    return malformed(
      endpoint,
      `${url.protocol}//${url.host}`,
      `The endpoint "${endpoint}" says more than a host. Use "${url.protocol}//${url.host}".`,
    )
  return url
}

function findAliyunProblem(host: string, region: string): AddressProblem | null {
  if (!host.endsWith('.aliyuncs.com')) return null
  if (host.endsWith('-internal.aliyuncs.com')) {
    const instead = host.replace('-internal.', '.')
    return {
      problem: 'endpoint-internal',
      sentence: `"${host}" answers inside Alibaba Cloud only. Use "${instead}" for browsers.`,
      values: { endpoint: host, instead },
    }
  }
  const named =
    /^oss-(?!accelerate)(?<public>[a-z0-9-]+)\.aliyuncs|^(?<dual>[a-z0-9-]+)\.oss\.aliyuncs/.exec(
      host,
    )?.groups
  const other = named?.['public'] ?? named?.['dual']
  if (other === undefined || other === region) return null
  return {
    problem: 'endpoint-region',
    sentence: `The endpoint "${host}" is in ${other}, and "region" says ${region}. Make both name the bucket's region.`,
    values: { endpoint: host, region, other },
  }
}

function malformed(endpoint: string, instead: string, sentence: string): AddressProblem {
  return { problem: 'endpoint-form', sentence, values: { endpoint, instead } }
}
