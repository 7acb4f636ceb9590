import { encodeRfc3986 } from '../auth/encode-rfc3986.ts'
import type { Call } from './call.ts'

/** The address of an object at the host that the client used. */
export function locationOf({ bucket, host }: Pick<Call, 'bucket' | 'host'>, key: string): string {
  const path = encodeRfc3986(key).replaceAll('%2F', '/')
  const isBucketHost = host.startsWith(`${bucket.name}.`)
  return `http://${host}/${isBucketHost ? '' : `${bucket.name}/`}${path}`
}
