import { authenticate } from '../auth/authenticate.ts'
import { type PostGrant, verifyPostPolicy } from '../auth/post-policy.ts'
import { findSecurityToken } from '../auth/find-parameter.ts'
import type { Principal } from '../auth-context.ts'
import { findFault } from '../faults/fault-box.ts'
import { OssError } from '../oss-error.ts'
import type { RequestFacts } from '../request-facts.ts'
import { clockOf, type Exchange } from './exchange.ts'
import type { ServerContext } from './server-context.ts'

/** Says who sent the request, and writes it into the log. Throws what OSS answers to bad credentials. */
export function identify(
  exchange: Exchange,
  request: RequestFacts,
  { auth }: ServerContext,
): Principal {
  const principal = authenticate(request, { ...auth, now: () => clockOf(exchange, auth.now()) })
  admit(exchange, principal, () => securityTokenOf(request))
  return principal
}

/** As {@link identify}, for a form that brings its own signature. */
export function identifyForm(
  exchange: Exchange,
  fields: ReadonlyMap<string, string>,
  { auth, bucket }: { readonly auth: ServerContext['auth']; readonly bucket: string },
): PostGrant {
  const now = (): number => clockOf(exchange, auth.now())
  const grant = verifyPostPolicy(fields, { ...auth, now, bucket })
  admit(exchange, grant.principal, () => fields.get('x-oss-security-token') ?? '')
  return grant
}

/** The resource that a request names, as policies write it. */
export function resourceOf({ bucket, key }: RequestFacts): string {
  return key === '' ? `acs:oss:*:*:${bucket}` : `acs:oss:*:*:${bucket}/${key}`
}

function admit({ entry, faults }: Exchange, principal: Principal, token: () => string): void {
  entry.accessKeyId = principal.accessKeyId
  if (principal.arn === null || findFault(faults, 'token-expired') === null) return
  throw new OssError(403, 'SecurityTokenExpired', 'The security token you provided has expired.', {
    ec: '0002-00000007',
    details: { SecurityToken: token() },
  })
}

function securityTokenOf(request: RequestFacts): string {
  const names = ['x-oss-security-token', 'security-token']
  return (
    names.map((name) => findSecurityToken(request, name)).find((token) => token !== undefined) ?? ''
  )
}
