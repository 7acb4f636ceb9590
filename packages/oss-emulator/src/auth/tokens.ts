/** Credentials that AssumeRole handed out, with the rights that go with them. */
export interface SecurityToken {
  /** `STS.…` */
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  /** Epoch ms by the server's clock. */
  readonly expiresAt: number
  readonly roleArn: string
  readonly sessionName: string
  /** JSON text of the policies; both must allow. `null` allows everything. */
  readonly rolePolicy: string | null
  readonly sessionPolicy: string | null
}

export interface TokenGrant {
  readonly roleArn: string
  readonly sessionName: string
  readonly rolePolicy: string | null
  readonly sessionPolicy: string | null
  readonly lifeSeconds: number
}

/** The tokens a server has issued. Old and new ones are valid side by side. */
export interface Tokens {
  readonly issue: (grant: TokenGrant, now: number) => SecurityToken
  readonly findByAccessKeyId: (accessKeyId: string) => SecurityToken | undefined
  readonly findBySecurityToken: (securityToken: string) => SecurityToken | undefined
  /** Ends a token's life now: its requests get `SecurityTokenExpired`. `false` if it is unknown. */
  readonly expire: (accessKeyId: string, now: number) => boolean
  /** Ends the life of all tokens. */
  readonly expireAll: (now: number) => void
  /** Forgets a token: its requests get `InvalidAccessKeyId`. `false` if it is unknown. */
  readonly revoke: (accessKeyId: string) => boolean
  readonly revokeAll: () => void
  /** All tokens, secrets included: what `JSON.stringify` writes and `parseTokens` reads. */
  readonly toJSON: () => readonly SecurityToken[]
}

export function createTokens(_saved: readonly SecurityToken[] = []): Tokens {
  throw new Error('Not written yet.')
}

/** Reads what `JSON.stringify(tokens)` wrote; throws on anything else. */
export function parseTokens(_text: string): readonly SecurityToken[] {
  throw new Error('Not written yet.')
}
