import { UploadError } from '@resumable-upload/core'
import { encodeRfc3986 } from './rfc3986.ts'

/** What OSS keeps with an object and gives back when it is read. */
export interface ObjectHeaders {
  /** MIME type. @default the file's own, else by its extension */
  readonly type?: string
  readonly cacheControl?: string
  readonly disposition?: Disposition
  readonly encoding?: string
  /** At most 10. The credentials need `oss:PutObjectTagging`. */
  readonly tags?: Readonly<Record<string, string>>
  readonly acl?: 'default' | 'private' | 'public-read' | 'public-read-write'
  readonly storageClass?: 'Standard' | 'IA' | 'Archive' | 'ColdArchive' | 'DeepColdArchive'
  readonly encryption?: 'AES256' | 'KMS' | { readonly kmsKeyId: string }
}

export interface Disposition {
  readonly type: 'attachment' | 'inline'
  /** What a browser calls the file when it saves it. */
  readonly fileName?: string
}

/** Header names to values, as an `ObjectTarget` carries them. */
export type HeaderRecord = Readonly<Record<string, string>>

export function toHeaderRecord(headers: ObjectHeaders): HeaderRecord {
  const { type, cacheControl, disposition, encoding, tags, acl, storageClass, encryption } = headers
  return {
    ...(type && { 'Content-Type': type }),
    ...(cacheControl && { 'Cache-Control': cacheControl }),
    ...(disposition && { 'Content-Disposition': formatDisposition(disposition) }),
    ...(encoding && { 'Content-Encoding': encoding }),
    ...(tags && { 'x-oss-tagging': formatTags(tags) }),
    ...(acl && { 'x-oss-object-acl': acl }),
    ...(storageClass && { 'x-oss-storage-class': storageClass }),
    ...formatEncryption(encryption),
  }
}

/** `x-oss-meta-*`. Browsers send ASCII only, so that values are percent-encoded. */
export function toMetadataHeaders(metadata: Readonly<Record<string, string>>): HeaderRecord {
  const headers: Record<string, string> = {}
  let size = 0
  for (const [name, value] of Object.entries(metadata)) {
    if (!/^[a-z0-9-]+$/i.test(name))
      throw misconfigured(`The metadata name "${name}" may have letters, digits and "-" only.`)
    const encoded = encodeRfc3986(value)
    headers[`x-oss-meta-${name.toLowerCase()}`] = encoded
    size += name.length + encoded.length
  }
  if (size > 8192)
    throw misconfigured(
      `The metadata has ${size} bytes, and OSS takes 8192. Keep it in your own records.`,
    )
  return headers
}

const keptNames: ReadonlyMap<string, string> = new Map(
  [
    'Content-Type',
    'Cache-Control',
    'Content-Disposition',
    'Content-Encoding',
    'Content-Language',
    'Expires',
  ].map((name) => [name.toLowerCase(), name]),
)

/** Later records win, whatever the case of their names. Throws `misconfigured` for what OSS would drop. */
export function mergeHeaders(...records: readonly HeaderRecord[]): HeaderRecord {
  const merged: Record<string, string> = {}
  for (const record of records)
    for (const name of Object.keys(record))
      merged[canonicalName(name)] = checkedValue(name, record[name] ?? '')
  return merged
}

function canonicalName(name: string): string {
  const lower = name.toLowerCase()
  const kept = keptNames.get(lower)
  if (kept) return kept
  if (/^x-oss-[a-z0-9-]+$/.test(lower)) return lower
  throw misconfigured(
    `OSS keeps no header "${name}" with an object. Use "metadata" for data of your own.`,
  )
}

function checkedValue(name: string, value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value.trim()
  throw misconfigured(
    `The header "${name}" may have printable ASCII only. Percent-encode what is not: encodeURIComponent(value).`,
  )
}

/** RFC 6266: a plain name for old readers, and the true one in UTF-8 (RFC 5987). */
function formatDisposition({ type, fileName }: Disposition): string {
  if (fileName === undefined) return type
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/gu, '_')
  const encoded = plain === fileName ? '' : `; filename*=UTF-8''${encodeRfc3986(fileName)}`
  return `${type}; filename="${plain}"${encoded}`
}

function formatTags(tags: Readonly<Record<string, string>>): string {
  const entries = Object.entries(tags)
  if (entries.length > 10)
    throw misconfigured(`An object can have 10 tags, and ${entries.length} are given. Remove some.`)
  for (const [key, value] of entries)
    if (key.length === 0 || key.length > 128 || value.length > 256)
      throw misconfigured(
        `The tag "${key.slice(0, 128)}" is too long or has no name. A name has 1 to 128 characters, a value up to 256.`,
      )
  return entries.map(([key, value]) => `${encodeRfc3986(key)}=${encodeRfc3986(value)}`).join('&')
}

function formatEncryption(encryption: ObjectHeaders['encryption']): HeaderRecord {
  if (!encryption) return {}
  if (typeof encryption === 'string') return { 'x-oss-server-side-encryption': encryption }
  return {
    'x-oss-server-side-encryption': 'KMS',
    'x-oss-server-side-encryption-key-id': encryption.kmsKeyId,
  }
}

function misconfigured(message: string): UploadError {
  return new UploadError('misconfigured', message)
}
