/** What STS is asked for. */
export interface RoleRequest {
  /** 2 to 64 characters; names the user in the logs of OSS. */
  readonly sessionName: string
  /** Seconds; at least 900 with real STS. */
  readonly duration: number
  /** JSON. */
  readonly policy: string
  readonly signal: AbortSignal
}

export interface AssumedRole {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  /** ISO 8601, UTC. */
  readonly expiration: string
  /** By the clock that `expiration` was set with, ISO 8601. */
  readonly serverTime?: string
  /** Under which STS logged it. */
  readonly requestId?: string
}

/** The call of AssumeRole. Rejects with an `AssumeRoleError`, or with anything for a call that got no answer. */
export type AssumeRole = (request: RoleRequest) => Promise<AssumedRole>

/** STS answered, and gave no token. */
export class AssumeRoleError extends Error {
  override readonly name = 'AssumeRoleError'
  /** STS's own: `NoPermission`, `EntityNotExist.Role`. */
  readonly code: string
  /** Whether the same call may succeed later. */
  readonly isTransient: boolean
  readonly requestId: string | undefined

  constructor(
    code: string,
    options: ErrorOptions & { readonly isTransient: boolean; readonly requestId?: string },
  ) {
    super(`STS answered ${code}.`, options)
    this.code = code
    this.isTransient = options.isTransient
    this.requestId = options.requestId
  }
}

/** `RoleSessionName` for any user id; two users never share one. */
export async function sessionNameOf(user: string): Promise<string> {
  if (/^[\w.@-]{2,64}$/.test(user)) return user
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(user))
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0'))
  return `${user.replace(/[^\w.@-]/g, '-').slice(0, 40)}-${hex.join('').slice(0, 16)}`
}
