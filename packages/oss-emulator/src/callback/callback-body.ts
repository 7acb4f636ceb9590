import { contentMd5Of } from '../checksum/digest.ts'
import type { StoredObject } from '../store/stored-object.ts'
import type { CallbackOrder } from './callback-order.ts'

/** What the variables of a template stand for. */
export interface CallbackFacts {
  readonly bucket: string
  readonly object: StoredObject
  /** `PutObject`, `PostObject` or `CompleteMultipartUpload`. */
  readonly operation: string
  readonly requestId: string
  readonly clientIp: string
}

/** The template with its variables filled in, encoded for its type; unknown ones are empty. */
export function callbackBody(
  { body, bodyType, variables }: CallbackOrder,
  facts: CallbackFacts,
): string {
  const known = knownValues(facts)
  return body.replaceAll(/\$\{([\w.:-]+)\}/gu, (_, name: string) => {
    const value = variables.get(name) ?? known[name] ?? ''
    if (bodyType === 'application/x-www-form-urlencoded') return encodeURIComponent(String(value))
    return JSON.stringify(value)
  })
}

function knownValues(facts: CallbackFacts): Readonly<Record<string, string | number>> {
  const { bucket, object, operation, requestId, clientIp } = facts
  return {
    bucket,
    object: object.key,
    etag: object.etag,
    size: object.size,
    mimeType: object.headers['content-type'] ?? 'application/octet-stream',
    crc64: object.crc64,
    contentMd5: object.type === 'Normal' ? contentMd5Of(object.etag) : '',
    clientIp,
    reqId: requestId,
    operation,
  }
}
