import { randomBytes } from 'node:crypto'

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

export function createTokens(saved: readonly SecurityToken[] = []): Tokens {
  const tokens = new Map(saved.map((token) => [token.accessKeyId, token]))

  function expire(accessKeyId: string, now: number): boolean {
    const token = tokens.get(accessKeyId)
    if (token === undefined) return false
    tokens.set(accessKeyId, { ...token, expiresAt: Math.min(token.expiresAt, now) })
    return true
  }

  return {
    issue: ({ lifeSeconds, ...rights }, now) => {
      forgetLongExpired(tokens, now)
      const token = { ...createKeys(), ...rights, expiresAt: now + lifeSeconds * 1000 }
      tokens.set(token.accessKeyId, token)
      return token
    },
    findByAccessKeyId: (accessKeyId) => tokens.get(accessKeyId),
    findBySecurityToken: (securityToken) =>
      [...tokens.values()].find((token) => token.securityToken === securityToken),
    expire,
    expireAll: (now) => {
      for (const accessKeyId of tokens.keys()) expire(accessKeyId, now)
    },
    revoke: (accessKeyId) => tokens.delete(accessKeyId),
    revokeAll: () => tokens.clear(),
    toJSON: () => [...tokens.values()],
  }
}

/** Reads what `JSON.stringify(tokens)` wrote; throws on anything else. */
export function parseTokens(text: string): readonly SecurityToken[] {
  const value = parseJson(text)
  if (Array.isArray(value) && value.every(isSecurityToken)) return value
  throw new Error('The saved tokens are damaged. Delete their file; clients will ask for new ones.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const forgottenAfter = 24 * 60 * 60 * 1000

function forgetLongExpired(tokens: Map<string, SecurityToken>, now: number): void {
  for (const { accessKeyId, expiresAt } of tokens.values()) {
    if (expiresAt + forgottenAfter < now) tokens.delete(accessKeyId)
  }
}

/** Shaped like real ones, also in length, so that headers and URLs grow as much. */
function createKeys(): Pick<SecurityToken, 'accessKeyId' | 'accessKeySecret' | 'securityToken'> {
  return {
    accessKeyId: `STS.${randomBytes(18).toString('base64url').replace(/[-_]/g, 'x')}`,
    accessKeySecret: randomBytes(32).toString('base64url').replace(/[-_]/g, 'x'),
    securityToken: `CAIS${randomBytes(450).toString('base64')}`,
  }
}

function isSecurityToken(value: unknown): value is SecurityToken {
  if (typeof value !== 'object' || value === null) return false
  const token: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(value))
  const texts = ['accessKeyId', 'accessKeySecret', 'securityToken', 'roleArn', 'sessionName']
  const policies = [token['rolePolicy'], token['sessionPolicy']]
  return (
    texts.every((name) => typeof token[name] === 'string') &&
    policies.every((policy) => policy === null || typeof policy === 'string') &&
    Number.isFinite(token['expiresAt'])
  )
}
