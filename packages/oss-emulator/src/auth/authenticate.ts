import type { Principal } from '../auth-context.ts'
import type { RequestFacts } from '../request-facts.ts'
import type { AuthenticationContext } from './authentication-context.ts'

/** Says who signed the request (V1 or V4, in the header or the URL); throws the `OssError` that OSS would answer. */
export function authenticate(_request: RequestFacts, _context: AuthenticationContext): Principal {
  throw new Error('Not written yet.')
}
