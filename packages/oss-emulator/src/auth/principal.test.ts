import { describe, expect, it } from 'vitest'
import { OssError } from '../oss-error.ts'
import { createAccountPrincipal, createTokenPrincipal } from './principal.ts'
import type { SecurityToken } from './tokens.ts'

describe('createTokenPrincipal', () => {
  it('says which session of which role it is', () => {
    const { arn, accessKeyId } = createPrincipal({})
    expect(arn).toBe('acs:ram::1234567890123456:assumed-role/uploader/u-42')
    expect(accessKeyId).toBe('STS.one')
  })

  it('allows everything without policies', () => {
    expect(() =>
      createPrincipal({}).authorize('oss:DeleteBucket', 'acs:oss:*:*:bucket'),
    ).not.toThrow()
  })

  it('allows only what the role and the session policy both allow', () => {
    const { authorize } = createPrincipal({
      rolePolicy: write({
        Effect: 'Allow',
        Action: ['oss:PutObject', 'oss:GetObject'],
        Resource: 'acs:oss:*:*:bucket/*',
      }),
      sessionPolicy: write({
        Effect: 'Allow',
        Action: ['oss:PutObject', 'oss:DeleteObject'],
        Resource: 'acs:oss:*:*:*/u-42/*',
      }),
    })

    expect(() => authorize('oss:PutObject', 'acs:oss:*:*:bucket/u-42/a')).not.toThrow()
    expect(() => authorize('oss:GetObject', 'acs:oss:*:*:bucket/u-42/a')).toThrow(denied)
    expect(() => authorize('oss:DeleteObject', 'acs:oss:*:*:bucket/u-42/a')).toThrow(denied)
    expect(() => authorize('oss:PutObject', 'acs:oss:*:*:bucket/u-43/a')).toThrow(denied)
    expect(() => authorize('oss:PutObject', 'acs:oss:*:*:other/u-42/a')).toThrow(denied)
  })

  it('tells in detail why it refuses', () => {
    const { authorize } = createPrincipal({
      sessionPolicy: write({
        Effect: 'Allow',
        Action: 'oss:PutObject',
        Resource: 'acs:oss:*:*:bucket/u-42/*',
      }),
    })
    const error = catchError(() => authorize('oss:PutObject', 'acs:oss:*:*:bucket/u-43/a'))

    expect(error).toMatchObject({ status: 403, code: 'AccessDenied', ec: '0003-00000301' })
    expect(error.details['AccessDeniedDetail']).toEqual({
      PolicyType: 'SessionPolicy',
      AuthPrincipalOwnerId: '1234567890123456',
      AuthPrincipalType: 'AssumedRoleUser',
      AuthPrincipalDisplayName: 'uploader:u-42',
      NoPermissionType: 'ImplicitDeny',
      AuthAction: 'oss:PutObject',
    })
  })

  it('blames an explicit Deny before a missing Allow', () => {
    const { authorize } = createPrincipal({
      rolePolicy: write({ Effect: 'Deny', Action: '*', Resource: '*' }),
      sessionPolicy: write({ Effect: 'Allow', Action: 'oss:GetObject', Resource: '*' }),
    })
    const { details } = catchError(() => authorize('oss:PutObject', 'acs:oss:*:*:bucket/a'))
    expect(details['AccessDeniedDetail']).toMatchObject({
      PolicyType: 'AccountLevelIdentityBasedPolicy',
      NoPermissionType: 'ExplicitDeny',
    })
  })

  it('reads a policy that names the region and the account', () => {
    const { authorize } = createPrincipal({
      sessionPolicy: write(
        {
          Effect: 'Allow',
          Action: '*',
          Resource: 'acs:oss:oss-cn-hangzhou:1234567890123456:bucket/*',
        },
        { Effect: 'Deny', Action: '*', Resource: 'acs:oss:*:1234567890123456:bucket/secret/*' },
      ),
    })
    expect(() => authorize('oss:PutObject', 'acs:oss:*:*:bucket/a')).not.toThrow()
    expect(() => authorize('oss:PutObject', 'acs:oss:*:*:bucket/secret/a')).toThrow(denied)
  })
})

describe('createAccountPrincipal', () => {
  it('may do everything', () => {
    const principal = createAccountPrincipal('LTAI')
    expect(principal.arn).toBeNull()
    expect(() => principal.authorize('oss:DeleteBucket', 'acs:oss:*:*:bucket')).not.toThrow()
  })
})

const denied = "Access denied by authorizer's policy."

function createPrincipal(policies: Partial<Pick<SecurityToken, 'rolePolicy' | 'sessionPolicy'>>) {
  const keys = {
    accessKeyId: 'STS.one',
    accessKeySecret: 'secret',
    securityToken: 'token',
    expiresAt: 1,
  }
  const role = {
    roleArn: 'acs:ram::1234567890123456:role/uploader',
    sessionName: 'u-42',
    rolePolicy: null,
    sessionPolicy: null,
  }
  return createTokenPrincipal({ ...keys, ...role, ...policies }, 'cn-hangzhou')
}

function write(...statements: readonly unknown[]): string {
  return JSON.stringify({ Version: '1', Statement: statements })
}

function catchError(run: () => void): OssError {
  try {
    run()
  } catch (error) {
    if (error instanceof OssError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}
