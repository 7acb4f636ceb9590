import type { Principal } from '../auth-context.ts'
import { OssError } from '../oss-error.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import { findCredentials } from './find-credentials.ts'
import { findParameter, findSecurityToken } from './find-parameter.ts'
import { invalidArgument } from './invalid-argument.ts'
import { createStringToSignV1, signV1 } from './signature-v1.ts'
import { checkExpiry, checkSkew, parseHttpDate } from './signing-time.ts'
import { verifySignature } from './verify-signature.ts'

/** `Authorization: OSS ACCESSKEYID:SIGNATURE` */
export function authenticateHeaderV1(
  request: RequestFacts,
  authorization: string,
  context: AuthenticationContext,
): Principal {
  const match = /^OSS ([^\s:]+):(\S+)$/.exec(authorization)
  const [, accessKeyId, provided] = match ?? []
  if (accessKeyId === undefined || provided === undefined) {
    throw invalidArgument('Authorization header is invalid.', ['Authorization', authorization])
  }

  const date = request.headers['x-oss-date'] ?? request.headers['date'] ?? ''
  const requestTime = parseHttpDate(date)
  if (requestTime === null) {
    throw new OssError(403, 'AccessDenied', 'OSS authentication requires a valid Date.', {
      ec: '0002-00000503',
    })
  }
  checkSkew(requestTime, context.now())
  return verify(request, { accessKeyId, provided, date, context })
}

/** `?OSSAccessKeyId=…&Expires=…&Signature=…` */
export function authenticateUrlV1(
  request: RequestFacts,
  context: AuthenticationContext,
): Principal {
  const accessKeyId = findParameter(request, 'OSSAccessKeyId')
  const provided = findParameter(request, 'Signature')
  const expires = findParameter(request, 'Expires')
  if (accessKeyId === undefined || provided === undefined || expires === undefined) {
    const message =
      'Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters'
    throw new OssError(403, 'AccessDenied', message)
  }
  if (!/^\d+$/.test(expires)) {
    const message = `Invalid date (should be seconds since epoch): ${expires}`
    throw new OssError(403, 'AccessDenied', message, { ec: '0002-00000070' })
  }
  checkExpiry(Number(expires) * 1000, context.now())
  return verify(request, { accessKeyId, provided, date: expires, context })
}

interface ClaimV1 {
  readonly accessKeyId: string
  readonly provided: string
  readonly date: string
  readonly context: AuthenticationContext
}

function verify(
  request: RequestFacts,
  { accessKeyId, provided, date, context }: ClaimV1,
): Principal {
  const securityToken = findSecurityToken(request, 'security-token')
  const { accessKeySecret, principal } = findCredentials(accessKeyId, securityToken, context)
  const stringToSign = createStringToSignV1(request, date)
  const expected = signV1(accessKeySecret, stringToSign)
  verifySignature({ accessKeyId, provided, expected, stringToSign, ec: '0002-00000040' })
  return principal
}
