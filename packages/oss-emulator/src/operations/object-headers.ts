import { invalidArgument } from '../auth/invalid-argument.ts'

type Headers = Readonly<Record<string, string>>

/** What a request says about the object it makes. */
export interface ObjectAttributes {
  /** Headers that go out again with the object, lower-case names. */
  readonly headers: Headers
  readonly storageClass: string
}

const storedNames = new Set([
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
  'x-oss-tagging',
  'x-oss-object-acl',
  'x-oss-server-side-encryption',
  'x-oss-server-side-encryption-key-id',
])
const storageClasses = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive']
const metadataLimit = 8 * 1024

/** Picks the object's attributes out of request headers or form fields. Throws `InvalidArgument`. */
export function readObjectAttributes(headers: Headers): ObjectAttributes {
  const stored = Object.entries(headers).filter(
    ([name]) => storedNames.has(name) || name.startsWith('x-oss-meta-'),
  )
  checkMetadata(stored.filter(([name]) => name.startsWith('x-oss-meta-')))

  const storageClass = headers['x-oss-storage-class'] ?? 'Standard'
  if (!storageClasses.includes(storageClass)) {
    throw invalidArgument('The storage class is not valid.', ['x-oss-storage-class', storageClass])
  }
  return {
    headers: { 'content-type': 'application/octet-stream', ...Object.fromEntries(stored) },
    storageClass,
  }
}

/** Tags and ACL of an object need rights of their own. */
export function authorizeAttributes(headers: Headers, authorize: (action: string) => void): void {
  if (headers['x-oss-tagging'] !== undefined) authorize('oss:PutObjectTagging')
  if (headers['x-oss-object-acl'] !== undefined) authorize('oss:PutObjectAcl')
}

export function forbidsOverwrite(headers: Headers): boolean {
  return headers['x-oss-forbid-overwrite']?.toLowerCase() === 'true'
}

function checkMetadata(metadata: readonly (readonly [string, string])[]): void {
  let size = 0
  for (const [name, value] of metadata) {
    if (!/^x-oss-meta-[a-z0-9-]+$/u.test(name)) {
      throw invalidArgument('The name of a user metadata header is not valid.', [name, value])
    }
    size += name.length + value.length
  }
  if (size > metadataLimit) {
    const message = 'The total size of user metadata exceeds 8 KB.'
    throw invalidArgument(message, ['x-oss-meta-*', String(size)])
  }
}
