import type { ErrorAnswer } from './error-answer.ts'

/**
 * What puts a refused request right without counting as a failure.
 *
 * - `renew`: other credentials, then the same request.
 * - `clock`: the signature's time was wrong; learn the server's, then sign again.
 * - `sign-again`: the signature was right once and took too long.
 * - `repeat`: the same request, once.
 */
export type Cure = 'renew' | 'clock' | 'sign-again' | 'repeat'

/** A signature that is refused as too old this soon was not old: the clock is wrong. */
const youngAge = 60_000

const credentialCodes: ReadonlySet<string> = new Set([
  'SecurityTokenExpired',
  'InvalidSecurityToken',
  'AccessKeyIdAndSecurityTokenNotMatch',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
])

/** Milliseconds since the request was signed decide whether "expired" means late or wrong. */
export function cureFor(answer: ErrorAnswer, sinceSigned: number): Cure | null {
  const { status, code, ec } = answer
  if (code === 'RequestTimeTooSkewed' || ec === '0002-00000235') return 'clock'
  if (isExpiredSignature(answer)) return sinceSigned < youngAge ? 'clock' : 'sign-again'
  // A disabled key stays disabled.
  if (ec === '0002-00000904') return null
  if (code && credentialCodes.has(code)) return 'renew'
  if (code === 'BadRequest') return 'repeat'
  // Nothing can be read: an expired token is what heals most often.
  return !code && !ec && (status === 401 || status === 403) ? 'renew' : null
}

/** A presigned URL or a form's policy past its time. */
export function isExpiredSignature({ code, ec, message }: ErrorAnswer): boolean {
  if (ec === '0002-00000069' || ec === '0006-00000213') return true
  return code === 'AccessDenied' && /^Request has expired|Policy expired/i.test(message ?? '')
}
