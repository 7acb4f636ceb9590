import type { Account } from '../auth-context.ts'
import type { Tokens } from './tokens.ts'

/** What authentication knows about the server that was asked. */
export interface AuthenticationContext {
  /** The region id that V4 scopes name, without `oss-`: `cn-hangzhou`. */
  readonly region: string
  /** The product that V4 scopes name; `oss-cloudbox` on a CloudBox. @default 'oss' */
  readonly product?: string
  /** The server's clock, epoch ms; may be skewed on purpose. */
  readonly now: () => number
  readonly accounts: readonly Account[]
  readonly tokens: Tokens
}
