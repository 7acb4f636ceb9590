import type { Principal } from '../auth-context.ts'
import type { RequestFacts } from '../request-facts.ts'
import { anonymousAccess } from './anonymous-access.ts'
import { authenticateHeaderV1, authenticateUrlV1 } from './authenticate-v1.ts'
import { authenticateHeaderV4, authenticateUrlV4 } from './authenticate-v4.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import { hasParameter } from './find-parameter.ts'
import { invalidArgument } from './invalid-argument.ts'
import { algorithmV4 } from './signature-v4.ts'

/** Says who signed the request (V1 or V4, in the header or the URL); throws the `OssError` that OSS would answer. */
export function authenticate(request: RequestFacts, context: AuthenticationContext): Principal {
  const authorization = request.headers['authorization']
  const isUrlV1 = hasParameter(request, 'OSSAccessKeyId') || hasParameter(request, 'Signature')
  const isUrlV4 =
    hasParameter(request, 'x-oss-signature-version') || hasParameter(request, 'x-oss-signature')
  if ((authorization !== undefined && (isUrlV1 || isUrlV4)) || (isUrlV1 && isUrlV4)) {
    throw invalidArgument('The request is signed more than once.', [
      'Authorization',
      authorization ?? '',
    ])
  }

  if (isUrlV4) return authenticateUrlV4(request, context)
  if (isUrlV1) return authenticateUrlV1(request, context)
  if (authorization === undefined) throw anonymousAccess()
  if (authorization.startsWith(`${algorithmV4} `))
    return authenticateHeaderV4(request, authorization, context)
  return authenticateHeaderV1(request, authorization, context)
}
