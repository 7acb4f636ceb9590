import type { Role } from '../auth-context.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import type { Nonces } from './nonces.ts'

export interface RpcRequest {
  /** Upper case; it is signed. */
  readonly method: string
  /** Decoded parameters of the query and of the form body together. */
  readonly parameters: URLSearchParams
}

/** A JSON answer; `body` is to be sent as it is. */
export interface RpcAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export interface AssumeRoleContext extends AuthenticationContext {
  readonly roles: readonly Role[]
  /** Nonces seen so far; one per server, kept while it runs. */
  readonly nonces: Nonces
  /** Shortest life of a token, in seconds; real STS: 900. @default 900 */
  readonly minimumTokenSeconds?: number
}

/** Answers the AssumeRole RPC of STS (version 2015-04-01), errors included; never throws for what a client sent. */
export function assumeRole(_request: RpcRequest, _context: AssumeRoleContext): RpcAnswer {
  throw new Error('Not written yet.')
}
