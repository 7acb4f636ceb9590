import type { Principal } from '../auth-context.ts'
import { OssError } from '../oss-error.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import { createAccountPrincipal, createTokenPrincipal } from './principal.ts'
import type { SecurityToken } from './tokens.ts'

/** A known key; the request is still to prove that it holds the secret. */
export interface Credentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly principal: Principal
}

/** Looks up an account or a live STS token; throws what OSS answers for keys and tokens that do not hold. */
export function findCredentials(
  accessKeyId: string,
  securityToken: string | undefined,
  context: AuthenticationContext,
): Credentials {
  return securityToken === undefined
    ? findAccount(accessKeyId, context)
    : findToken(accessKeyId, securityToken, context)
}

function findAccount(
  accessKeyId: string,
  { accounts, tokens }: AuthenticationContext,
): Credentials {
  const account = accounts.find((candidate) => candidate.accessKeyId === accessKeyId)
  if (account === undefined) {
    const isTemporary =
      accessKeyId.startsWith('STS.') || tokens.findByAccessKeyId(accessKeyId) !== undefined
    throw isTemporary
      ? invalidAccessKeyId(
          accessKeyId,
          `${unknownKey} The Security Token may be lost to specify that it is a STS Access Id.`,
          '0002-00000003',
        )
      : invalidAccessKeyId(accessKeyId, unknownKey, '0002-00000902')
  }
  if (account.enabled === false) {
    throw invalidAccessKeyId(
      accessKeyId,
      'The OSS Access Key Id you provided is disabled.',
      '0002-00000904',
    )
  }
  return {
    accessKeyId,
    accessKeySecret: account.accessKeySecret,
    principal: createAccountPrincipal(accessKeyId),
  }
}

function findToken(
  accessKeyId: string,
  securityToken: string,
  context: AuthenticationContext,
): Credentials {
  const { accounts, tokens, now, region } = context
  const token = tokens.findBySecurityToken(securityToken)
  if (token === undefined) {
    const isKeyKnown =
      tokens.findByAccessKeyId(accessKeyId) !== undefined ||
      accounts.some((account) => account.accessKeyId === accessKeyId)
    throw isKeyKnown
      ? invalidSecurityToken(securityToken)
      : invalidAccessKeyId(accessKeyId, unknownKey, '0002-00000002')
  }
  checkToken(token, accessKeyId, now())
  return {
    accessKeyId,
    accessKeySecret: token.accessKeySecret,
    principal: createTokenPrincipal(token, region),
  }
}

function checkToken(token: SecurityToken, accessKeyId: string, now: number): void {
  const details = { SecurityToken: token.securityToken }
  if (token.accessKeyId !== accessKeyId) {
    throw new OssError(
      403,
      'AccessKeyIdAndSecurityTokenNotMatch',
      'The AccessKeyId and the SecurityToken you provided do not match.',
      {
        ec: '0002-00000004',
        details: { OSSAccessKeyId: accessKeyId },
      },
    )
  }
  if (now >= token.expiresAt) {
    throw new OssError(
      403,
      'SecurityTokenExpired',
      'The security token you provided has expired.',
      { ec: '0002-00000007', details },
    )
  }
}

const unknownKey = 'The OSS Access Key Id you provided does not exist in our records.'

function invalidAccessKeyId(accessKeyId: string, message: string, ec: string): OssError {
  return new OssError(403, 'InvalidAccessKeyId', message, {
    ec,
    details: { OSSAccessKeyId: accessKeyId },
  })
}

function invalidSecurityToken(securityToken: string): OssError {
  return new OssError(403, 'InvalidSecurityToken', 'The security token you provided is invalid.', {
    ec: '0002-00000006',
    details: { SecurityToken: securityToken },
  })
}
