import { createHash } from 'node:crypto'

/**
 * The ETag of an object made of parts: MD5 over the upper-case hex ETags as text
 * (S3 hashes the bytes instead), then `-` and the number of parts. Without quotes.
 */
export function multipartETag(partETags: readonly string[]): string {
  const md5 = createHash('md5').update(partETags.join('').toUpperCase()).digest('hex')
  return `${md5.toUpperCase()}-${partETags.length}`
}
