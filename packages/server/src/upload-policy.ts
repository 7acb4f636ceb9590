export interface UploadPolicyOptions {
  readonly bucket: string
  /** Ends with a slash: `uploads/ada/`. */
  readonly prefix: string
  /** HEAD after an unclear Complete needs it; downloads do as well. @default true */
  readonly read?: boolean
  /** Tags on objects. @default false */
  readonly tags?: boolean
}

/** A policy of RAM, as AssumeRole takes it. */
export interface SessionPolicy {
  readonly Version: '1'
  readonly Statement: readonly {
    readonly Effect: 'Allow'
    readonly Action: readonly string[]
    readonly Resource: readonly string[]
  }[]
}

/**
 * What a page needs to upload, resume and cancel under this prefix, and nothing else: no lists, no
 * deletion, no rights of objects. Throws for a prefix that would match more than it says.
 */
export function uploadPolicy(options: UploadPolicyOptions): SessionPolicy {
  const { bucket, prefix, read = true, tags = false } = options
  checkPrefix(prefix)
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket))
    throw new RangeError(`"${bucket}" is no bucket name.`)
  const actions = [
    'oss:PutObject',
    'oss:ListParts',
    'oss:AbortMultipartUpload',
    ...(read ? ['oss:GetObject'] : []),
    ...(tags ? ['oss:PutObjectTagging'] : []),
  ]
  const resources = [`acs:oss:*:*:${bucket}/${prefix}*`]
  return {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }],
  }
}

/** Throws for a prefix that would match more than it says: a wildcard, no end, a way out. */
export function checkPrefix(prefix: string): void {
  const isPlain =
    /^[^/\\*?\p{Cc}][^\\*?\p{Cc}]*\/$/u.test(prefix) &&
    !prefix.includes('//') &&
    !prefix.split('/').some((segment) => segment === '.' || segment === '..')
  if (isPlain) return
  throw new RangeError(
    `"${prefix}" is no prefix of one user: it ends with "/", does not begin with it, and has no wildcard and no "..".`,
  )
}
