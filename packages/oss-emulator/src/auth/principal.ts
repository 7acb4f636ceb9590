import type { Principal } from '../auth-context.ts'
import { OssError } from '../oss-error.ts'
import { evaluateAccessPolicy, parseAccessPolicy, type PolicyDecision } from './access-policy.ts'
import { formatAssumedRoleArn, parseRoleArn, type RoleArn } from './role-arn.ts'
import type { SecurityToken } from './tokens.ts'

/** The holder of a permanent key, who may do everything. */
export function createAccountPrincipal(accessKeyId: string): Principal {
  return { accessKeyId, arn: null, authorize: () => {} }
}

/** The holder of a token, who may do what the role and the session policy both allow. `region` is without `oss-`. */
export function createTokenPrincipal(token: SecurityToken, region: string): Principal {
  const role = parseRoleArn(token.roleArn)
  if (role === null)
    throw new Error(`A token was issued for something that is no role: ${token.roleArn}`)
  const policies = [
    { type: 'SessionPolicy', text: token.sessionPolicy },
    { type: 'AccountLevelIdentityBasedPolicy', text: token.rolePolicy },
  ].flatMap(({ type, text }) => (text === null ? [] : [{ type, policy: parseAccessPolicy(text) }]))

  return {
    accessKeyId: token.accessKeyId,
    arn: formatAssumedRoleArn(role, token.sessionName),
    authorize: (action, resource) => {
      const located = locateResource(resource, region, role.accountId)
      const denials = policies
        .map(({ type, policy }) => ({
          type,
          decision: evaluateAccessPolicy(policy, action, located),
        }))
        .filter(({ decision }) => decision !== 'Allow')
      const denial = denials.find(({ decision }) => decision === 'ExplicitDeny') ?? denials[0]
      if (denial !== undefined)
        throw accessDenied(denial, { role, sessionName: token.sessionName, action })
    },
  }
}

// The operations say `acs:oss:*:*:bucket/key`; a policy may name the region and the account.
function locateResource(resource: string, region: string, accountId: string): string {
  return resource.replace(/^acs:oss:\*:\*:/, `acs:oss:oss-${region}:${accountId}:`)
}

interface Denial {
  readonly type: string
  readonly decision: PolicyDecision
}

interface DeniedCall {
  readonly role: RoleArn
  readonly sessionName: string
  readonly action: string
}

function accessDenied(
  { type, decision }: Denial,
  { role, sessionName, action }: DeniedCall,
): OssError {
  return new OssError(403, 'AccessDenied', "Access denied by authorizer's policy.", {
    ec: '0003-00000301',
    details: {
      AccessDeniedDetail: {
        PolicyType: type,
        AuthPrincipalOwnerId: role.accountId,
        AuthPrincipalType: 'AssumedRoleUser',
        AuthPrincipalDisplayName: `${role.roleName}:${sessionName}`,
        NoPermissionType: decision,
        AuthAction: action,
      },
    },
  })
}
