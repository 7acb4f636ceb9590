import type { CallbackOutcome, StoredObject, Verification } from '../model/stored-object.ts'
import { isCount, isCrc64, isFields, isOneOf, isText, isTextOrNull } from './untrusted.ts'

/** `undefined` for anything but a complete object; fields that nobody knows are dropped. */
export function parseStoredObject(value: unknown): StoredObject | undefined {
  if (!isFields(value)) return undefined
  const { key, size, etag, crc64, url, verified, versionId, confirmed } = value
  if (!isText(key) || !isCount(size) || !isTextOrNull(etag) || !isCrc64(crc64)) return undefined
  if (!isText(url) || !isOneOf(verifications, verified)) return undefined
  const callback = parseCallback(value['callback'])
  return {
    key,
    size,
    etag,
    crc64,
    url,
    verified,
    ...(isText(versionId) && { versionId }),
    ...(callback && { callback }),
    ...(confirmed !== undefined && { confirmed }),
  }
}

const verifications: readonly Verification[] = ['crc64', 'md5', 'parts', 'none']

function parseCallback(value: unknown): CallbackOutcome | undefined {
  if (!isFields(value)) return undefined
  const { ok, body, message } = value
  if (ok === true && isText(body)) return { ok, body }
  if (ok === false && isText(message)) return { ok, message }
  return undefined
}
