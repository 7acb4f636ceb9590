import type { ServerContext } from './http/server-context.ts'

/** Ends the life of tokens that AssumeRole handed out. */
export interface TokenControl {
  /** How many tokens were issued and not revoked. */
  count(): number
  /** Lets a token expire now, or all of them: their requests get `SecurityTokenExpired`. `false` for an unknown id. */
  expire(accessKeyId?: string): boolean
  /** Forgets a token, or all of them: their requests get `InvalidAccessKeyId`. `false` for an unknown id. */
  revoke(accessKeyId?: string): boolean
}

export function createTokenControl({
  auth,
  saveTokens,
  onInternalError,
}: ServerContext): TokenControl {
  const { tokens, now } = auth
  const save = (): void => void saveTokens().catch(onInternalError)

  return {
    count: () => tokens.toJSON().length,
    expire(accessKeyId) {
      if (accessKeyId === undefined) tokens.expireAll(now())
      else if (!tokens.expire(accessKeyId, now())) return false
      save()
      return true
    },
    revoke(accessKeyId) {
      if (accessKeyId === undefined) tokens.revokeAll()
      else if (!tokens.revoke(accessKeyId)) return false
      save()
      return true
    },
  }
}
