import { contentMd5Of } from '../checksum/digest.ts'
import type { StoredObject } from '../store/stored-object.ts'

/** Headers by which HEAD and GET describe an object, its length aside. */
export function describeObject(object: StoredObject): Record<string, string> {
  const described = briefObject(object)
  for (const [name, value] of Object.entries(object.headers)) {
    if (name === 'x-oss-tagging') {
      described['x-oss-tagging-count'] = String(value.split('&').filter(Boolean).length)
    } else if (name !== 'x-oss-object-acl') {
      described[name] = value
    }
  }
  described['Accept-Ranges'] = 'bytes'
  described['x-oss-object-type'] = object.type
  described['x-oss-storage-class'] = object.storageClass
  if (object.type === 'Normal') described['Content-MD5'] = contentMd5Of(object.etag)
  return described
}

/** The few headers of GetObjectMeta. */
export function briefObject({ etag, crc64, lastModified }: StoredObject): Record<string, string> {
  return {
    ETag: `"${etag}"`,
    'Last-Modified': new Date(lastModified).toUTCString(),
    'x-oss-hash-crc64ecma': crc64,
  }
}
