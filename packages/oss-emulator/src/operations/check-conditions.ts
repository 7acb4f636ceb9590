import { OssError } from '../oss-error.ts'
import type { StoredObject } from '../store/stored-object.ts'

/** Throws `PreconditionFailed` (412) or `NotModified` (304) where the request's `If-…` headers ask for it. */
export function checkConditions(
  headers: Readonly<Record<string, string>>,
  { etag, lastModified }: StoredObject,
): void {
  const ifMatch = headers['if-match']
  if (ifMatch !== undefined && !names(ifMatch, etag)) throw preconditionFailed('If-Match')
  const ifUnmodifiedSince = readTime(headers['if-unmodified-since'])
  const changedAt = Math.floor(lastModified / 1000) * 1000
  if (ifUnmodifiedSince !== null && changedAt > ifUnmodifiedSince) {
    throw preconditionFailed('If-Unmodified-Since')
  }

  const ifNoneMatch = headers['if-none-match']
  const ifModifiedSince = readTime(headers['if-modified-since'])
  const isKnown = ifNoneMatch !== undefined && names(ifNoneMatch, etag)
  const isOld =
    ifNoneMatch === undefined && ifModifiedSince !== null && changedAt <= ifModifiedSince
  if (isKnown || isOld) {
    throw new OssError(304, 'NotModified', 'Not modified.', {
      headers: { ETag: `"${etag}"`, 'Last-Modified': new Date(lastModified).toUTCString() },
    })
  }
}

function names(header: string, etag: string): boolean {
  return header.split(',').some((each) => {
    const bare = each.trim().replaceAll('"', '')
    return bare === '*' || bare.toUpperCase() === etag
  })
}

function readTime(header: string | undefined): number | null {
  const time = Date.parse(header ?? '')
  return Number.isNaN(time) ? null : time
}

function preconditionFailed(condition: string): OssError {
  const message = 'At least one of the pre-conditions you specified did not hold.'
  return new OssError(412, 'PreconditionFailed', message, { details: { Condition: condition } })
}
