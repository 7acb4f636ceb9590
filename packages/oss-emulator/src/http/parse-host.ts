import { OssError } from '../oss-error.ts'

/** What the `Host` header says about where a request goes. */
export type HostTarget =
  | { readonly kind: 'bucket'; readonly bucket: string }
  /** The bucket is the first segment of the path. */
  | { readonly kind: 'path' }
  /** The region's own endpoint, where only calls without a bucket are allowed. */
  | { readonly kind: 'service' }

/**
 * Reads a `Host` header: loopback names, `BUCKET.localhost`, and the names of real endpoints.
 * Throws `NonStandardHostForbidden` for others, which also keeps foreign pages from reaching the emulator by DNS
 * rebinding, and `AccessDenied` with the endpoint for a bucket asked for in another region.
 */
export function parseHost(host: string, region: string): HostTarget {
  const name = host.toLowerCase().replace(/:\d*$/u, '')
  if (name === 'localhost' || name === '127.0.0.1' || name === '[::1]') return { kind: 'path' }
  if (name.endsWith('.localhost')) return { kind: 'bucket', bucket: name.slice(0, -10) }
  if (/^sts(?:\.[a-z0-9-]+)?\.aliyuncs\.com$/u.test(name)) return { kind: 'service' }

  const match =
    /^(?:(.+)\.)?oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/u.exec(name) ??
    /^(?:(.+)\.)?([a-z0-9-]+)\.oss\.aliyuncs\.com$/u.exec(name)
  if (match === null) {
    throw new OssError(
      403,
      'NonStandardHostForbidden',
      'The host you are using is not bound to any bucket.',
    )
  }
  const [, bucket, place = ''] = match
  if (bucket === undefined) return { kind: 'service' }
  const isEverywhere = place === 'accelerate' || place === 'accelerate-overseas'
  if (place !== region && !isEverywhere) throw wrongRegion(bucket, region)
  return { kind: 'bucket', bucket }
}

function wrongRegion(bucket: string, region: string): OssError {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.'
  return new OssError(403, 'AccessDenied', message, {
    ec: '0003-00001403',
    details: { Bucket: bucket, Endpoint: `oss-${region}.aliyuncs.com` },
  })
}
