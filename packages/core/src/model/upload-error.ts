/**
 * What a failure asks for.
 *
 * - `retry`: the same request may succeed later.
 * - `wait`: nothing to retry until the application says so (`credentialsChanged`, `resume`).
 * - `reopen`: the storage no longer knows the upload; ask for the object, else begin anew.
 * - `relist`: the storage misses a part that it had confirmed; list the parts and send the difference.
 * - `ask`: a person has to choose (another file, or to start over).
 * - `give-up`: trying again changes nothing.
 */
export type Remedy = 'retry' | 'wait' | 'reopen' | 'relist' | 'ask' | 'give-up'

/** Why an upload failed. Codes are API: added freely, never renamed. */
export type UploadErrorCode =
  | 'network-failed'
  | 'timed-out'
  | 'server-busy'
  | 'damaged-in-transit'
  | 'clock-skewed'
  | 'credentials-rejected'
  | 'credentials-unavailable'
  | 'confirm-failed'
  | 'signed-out'
  | 'upload-gone'
  | 'part-missing'
  | 'wrong-file'
  | 'file-changed'
  | 'file-unreadable'
  | 'file-too-large'
  | 'invalid-key'
  | 'access-denied'
  | 'bucket-not-found'
  | 'object-exists'
  | 'object-damaged'
  | 'account-suspended'
  | 'misconfigured'
  | 'request-rejected'
  | 'still-running'
  | 'disposed'
  | 'canceled'
  | 'unexpected'

const remedies: Readonly<Record<UploadErrorCode, Remedy>> = {
  'network-failed': 'retry',
  'timed-out': 'retry',
  'server-busy': 'retry',
  'damaged-in-transit': 'retry',
  'clock-skewed': 'retry',
  'credentials-rejected': 'retry',
  'credentials-unavailable': 'retry',
  'confirm-failed': 'retry',
  'signed-out': 'wait',
  'upload-gone': 'reopen',
  'part-missing': 'relist',
  'wrong-file': 'ask',
  'file-changed': 'ask',
  'file-unreadable': 'ask',
  'file-too-large': 'give-up',
  'invalid-key': 'give-up',
  'access-denied': 'give-up',
  'bucket-not-found': 'give-up',
  'object-exists': 'give-up',
  'object-damaged': 'give-up',
  'account-suspended': 'give-up',
  misconfigured: 'give-up',
  'request-rejected': 'give-up',
  'still-running': 'give-up',
  disposed: 'give-up',
  canceled: 'give-up',
  unexpected: 'give-up',
}

/** Every code there is. */
export const uploadErrorCodes: readonly UploadErrorCode[] = Object.keys(
  remedies,
) as UploadErrorCode[] // `keys` forgets the literal type of its argument.

export interface UploadErrorDetails {
  /** The id under which the storage logged the request; for support. */
  readonly requestId?: string
  /** OSS's detail code (`x-oss-ec`). */
  readonly ec?: string
  /** The part whose request failed. */
  readonly part?: number
  /** How long the storage asked to wait, in milliseconds. */
  readonly retryAfter?: number
  /** Why no answer could be read, as far as a probe told. */
  readonly reason?: SilenceReason
}

/**
 * Why a request got no answer that the page could read.
 *
 * - `offline`: the browser says that there is no network.
 * - `unreachable`: the host did not answer a probe either.
 * - `cors`: the host answers, and its answer carries no permission for the page to read it.
 */
export type SilenceReason = 'offline' | 'unreachable' | 'cors'

/** An `UploadError` as plain data: a cloned `Error` loses its code. */
export interface UploadFailure extends UploadErrorDetails {
  readonly code: UploadErrorCode
  readonly message: string
}

/** The only error this library throws or reports. */
export class UploadError extends Error implements UploadFailure {
  override readonly name = 'UploadError'
  readonly code: UploadErrorCode
  readonly requestId?: string
  readonly ec?: string
  readonly part?: number
  readonly retryAfter?: number
  readonly reason?: SilenceReason

  constructor(
    code: UploadErrorCode,
    message: string,
    { cause, ...details }: UploadErrorDetails & ErrorOptions = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    Object.assign(this, details)
  }

  /** Wraps whatever was thrown; an `UploadError` passes through untouched. */
  static from(thrown: unknown): UploadError {
    if (thrown instanceof UploadError) return thrown
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    return new UploadError('unexpected', message, { cause: thrown })
  }
}

export function remedyFor(code: UploadErrorCode): Remedy {
  return remedies[code]
}

export function toFailure(error: UploadError): UploadFailure {
  const { code, message, requestId, ec, part, retryAfter, reason } = error
  return {
    code,
    message,
    ...(requestId !== undefined && { requestId }),
    ...(ec !== undefined && { ec }),
    ...(part !== undefined && { part }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(reason !== undefined && { reason }),
  }
}
