import { UploadError } from '@resumable-upload/core'

/** A temporary key of STS. */
export interface StsCredentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  /** ISO 8601, UTC. */
  readonly expiration: string
  /** When the answer was made, ISO 8601: tells a wrong clock of the device before the first request. */
  readonly serverTime?: string
}

/** The same, spelled as STS itself answers. */
export interface StsAnswer {
  readonly AccessKeyId: string
  readonly AccessKeySecret: string
  readonly SecurityToken: string
  readonly Expiration: string
}

/** A long-lived key: for tests against an emulator, never for a page. */
export interface PermanentKey {
  readonly accessKeyId: string
  readonly accessKeySecret: string
}

/** Whatever a token endpoint may pass on: our spelling, STS's, or the whole answer of AssumeRole. */
export type CredentialsAnswer =
  | StsCredentials
  | StsAnswer
  | { readonly Credentials: StsAnswer; readonly serverTime?: string }
  | { readonly credentials: StsAnswer | StsCredentials; readonly serverTime?: string }
  | PermanentKey

export interface ReadCredentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** `null` for a permanent key. */
  readonly securityToken: string | null
  /** Epoch milliseconds on the server's clock; `Infinity` for a permanent key. */
  readonly expiresAt: number
  /** Epoch milliseconds. */
  readonly serverTime: number | null
}

/** Reads the answer of a token endpoint. Error texts name fields, never their values. */
export function readCredentials(
  answer: unknown,
  { allowPermanentKey }: { readonly allowPermanentKey: boolean },
): ReadCredentials {
  const outer = asRecord(answer)
  const inner = asRecord(outer['Credentials'] ?? outer['credentials'] ?? outer)
  const accessKeyId = readText(inner, 'accessKeyId')
  const accessKeySecret = readText(inner, 'accessKeySecret')
  const securityToken = readText(inner, 'securityToken')
  if (!accessKeyId || !accessKeySecret)
    throw malformed(`"${accessKeyId ? 'accessKeySecret' : 'accessKeyId'}" is missing`)

  const serverTime = readTime(outer, 'serverTime') ?? readTime(inner, 'serverTime')
  if (!securityToken) {
    if (accessKeyId.startsWith('STS.')) throw malformed('"securityToken" is missing')
    if (!allowPermanentKey)
      throw new UploadError(
        'misconfigured',
        '"getCredentials" returned a long-lived access key. Whoever opens the page can take it: issue temporary ones with STS AssumeRole, and disable this key.',
      )
    return { accessKeyId, accessKeySecret, securityToken: null, expiresAt: Infinity, serverTime }
  }
  const expiresAt = readTime(inner, 'expiration')
  if (expiresAt === null) throw malformed('"expiration" is missing or no ISO 8601 time')
  return { accessKeyId, accessKeySecret, securityToken, expiresAt, serverTime }
}

/** `accessKeyId` or `AccessKeyId`. */
function readText(record: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = record[name] ?? record[name.charAt(0).toUpperCase() + name.slice(1)]
  return typeof value === 'string' && value.trim() ? value.trim() : null
}

function readTime(record: Readonly<Record<string, unknown>>, name: string): number | null {
  const time = Date.parse(readText(record, name) ?? '')
  return Number.isNaN(time) ? null : time
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw malformed('it is no object')
  return { ...value }
}

function malformed(problem: string): UploadError {
  return new UploadError(
    'credentials-unavailable',
    `The answer of "getCredentials" is not usable: ${problem}. Return accessKeyId, accessKeySecret, securityToken and expiration.`,
  )
}
