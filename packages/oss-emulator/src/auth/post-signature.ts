import type { Principal } from '../auth-context.ts'
import { anonymousAccess } from './anonymous-access.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import { parseCredential } from './credential-scope.ts'
import { findCredentials } from './find-credentials.ts'
import { invalidArgument } from './invalid-argument.ts'
import { signV1 } from './signature-v1.ts'
import { algorithmV4, deriveSigningKeyV4, signV4 } from './signature-v4.ts'
import { parseIsoBasic } from './signing-time.ts'
import { verifySignature } from './verify-signature.ts'

export interface SignedPolicy {
  readonly principal: Principal
  /** Base64, and trusted: the signature is right. */
  readonly policy: string
  readonly version: 'V1' | 'V4'
}

/** Verifies who signed the policy of a form; `fields` have lower-case names. */
export function verifyPostSignature(
  fields: ReadonlyMap<string, string>,
  context: AuthenticationContext,
): SignedPolicy {
  const isV1 = fields.has('ossaccesskeyid') || fields.has('signature')
  const isV4 = fields.has('x-oss-signature-version') || fields.has('x-oss-signature')
  if (isV1 && isV4)
    throw invalidArgument('The form is signed more than once.', [
      'Signature',
      fields.get('signature') ?? '',
    ])
  if (isV4) return verifyV4(fields, context)
  if (isV1 || fields.has('policy')) return verifyV1(fields, context)
  throw anonymousAccess()
}

function verifyV1(
  fields: ReadonlyMap<string, string>,
  context: AuthenticationContext,
): SignedPolicy {
  const accessKeyId = requireField(fields, 'OSSAccessKeyId', '0002-00000706')
  const policy = requireField(fields, 'policy')
  const provided = requireField(fields, 'Signature')
  const { accessKeySecret, principal } = findCredentials(
    accessKeyId,
    fields.get('x-oss-security-token'),
    context,
  )
  const expected = signV1(accessKeySecret, policy)
  verifySignature({ accessKeyId, provided, expected, stringToSign: policy })
  return { principal, policy, version: 'V1' }
}

function verifyV4(
  fields: ReadonlyMap<string, string>,
  context: AuthenticationContext,
): SignedPolicy {
  const version = requireField(fields, 'x-oss-signature-version')
  if (version !== algorithmV4) {
    throw invalidArgument(`x-oss-signature-version must be ${algorithmV4}.`, [
      'x-oss-signature-version',
      version,
    ])
  }
  const datetime = requireField(fields, 'x-oss-date')
  if (parseIsoBasic(datetime) === null)
    throw invalidArgument('x-oss-date is invalid.', ['x-oss-date', datetime])
  const credential = requireField(fields, 'x-oss-credential')
  const policy = requireField(fields, 'policy')
  const provided = requireField(fields, 'x-oss-signature')

  const source = {
    name: 'x-oss-credential',
    details: { 'x-oss-credential': credential },
    dateEc: '0002-00000223',
  }
  const { accessKeyId, scope } = parseCredential(credential, { datetime, source, context })
  const { accessKeySecret, principal } = findCredentials(
    accessKeyId,
    fields.get('x-oss-security-token'),
    context,
  )
  const expected = signV4(deriveSigningKeyV4(accessKeySecret, scope), policy)
  verifySignature({ accessKeyId, provided, expected, stringToSign: policy })
  return { principal, policy, version: 'V4' }
}

function requireField(fields: ReadonlyMap<string, string>, name: string, ec?: string): string {
  const value = fields.get(name.toLowerCase())
  if (value === undefined || value === '')
    throw invalidArgument(`The form field ${name} is missing.`, [name, ''], ec)
  return value
}
