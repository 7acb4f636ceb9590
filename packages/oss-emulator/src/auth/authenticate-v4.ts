import type { Principal } from '../auth-context.ts'
import { OssError } from '../oss-error.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import { parseAuthorizationV4 } from './authorization-v4.ts'
import { parseCredential, type ScopedCredential } from './credential-scope.ts'
import { findCredentials } from './find-credentials.ts'
import { findSecurityToken } from './find-parameter.ts'
import { invalidArgument } from './invalid-argument.ts'
import { parsePresignV4 } from './presign-v4.ts'
import {
  createCanonicalRequestV4,
  createStringToSignV4,
  deriveSigningKeyV4,
  signV4,
  unsignedPayload,
} from './signature-v4.ts'
import { checkExpiry, checkSkew, maximumSkew, parseIsoBasic } from './signing-time.ts'
import { verifySignature } from './verify-signature.ts'

/** `Authorization: OSS4-HMAC-SHA256 Credential=…,AdditionalHeaders=…,Signature=…` */
export function authenticateHeaderV4(
  request: RequestFacts,
  authorization: string,
  context: AuthenticationContext,
): Principal {
  const { credential, additionalHeaders, signature } = parseAuthorizationV4(authorization)
  const payload = request.headers['x-oss-content-sha256']
  if (payload !== unsignedPayload) {
    const message = `The x-oss-content-sha256 header must be ${unsignedPayload}.`
    throw invalidArgument(message, ['x-oss-content-sha256', payload ?? ''], '0002-00000214')
  }

  const datetime = request.headers['x-oss-date'] ?? ''
  const requestTime = parseIsoBasic(datetime)
  if (requestTime === null) {
    throw new OssError(403, 'AccessDenied', 'OSS authentication requires a valid Date.', {
      ec: '0002-00000503',
    })
  }
  const source = {
    name: 'Authorization header',
    details: { Authorization: authorization },
    dateEc: '0002-00000212',
  }
  const scoped = parseCredential(credential, { datetime, source, context })
  checkSkew(requestTime, context.now())
  return verify(request, { ...scoped, datetime, additionalHeaders, signature, context })
}

/** `?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=…&x-oss-date=…&x-oss-expires=…&x-oss-signature=…` */
export function authenticateUrlV4(
  request: RequestFacts,
  context: AuthenticationContext,
): Principal {
  const { credential, datetime, requestTime, lifeSeconds, additionalHeaders, signature } =
    parsePresignV4(request)
  const source = {
    name: 'x-oss-credential',
    details: { 'x-oss-credential': credential },
    dateEc: '0002-00000223',
  }
  const scoped = parseCredential(credential, { datetime, source, context })
  const now = context.now()
  if (now < requestTime - maximumSkew) {
    throw new OssError(403, 'AccessDenied', 'Request is not valid yet.', {
      ec: '0002-00000235',
      details: {
        RequestTime: new Date(requestTime).toISOString(),
        ServerTime: new Date(now).toISOString(),
      },
    })
  }
  checkExpiry(requestTime + lifeSeconds * 1000, now)
  return verify(request, { ...scoped, datetime, additionalHeaders, signature, context })
}

interface ClaimV4 extends ScopedCredential {
  readonly datetime: string
  readonly additionalHeaders: readonly string[]
  readonly signature: string
  readonly context: AuthenticationContext
}

function verify(request: RequestFacts, claim: ClaimV4): Principal {
  const { accessKeyId, scope, datetime, additionalHeaders, signature, context } = claim
  const securityToken = findSecurityToken(request, 'x-oss-security-token')
  const { accessKeySecret, principal } = findCredentials(accessKeyId, securityToken, context)
  const canonicalRequest = createCanonicalRequestV4(request, additionalHeaders)
  const stringToSign = createStringToSignV4(canonicalRequest, datetime, scope)
  const expected = signV4(deriveSigningKeyV4(accessKeySecret, scope), stringToSign)
  verifySignature({
    accessKeyId,
    provided: signature,
    expected,
    stringToSign,
    canonicalRequest,
    ec: '0002-00000201',
  })
  return principal
}
