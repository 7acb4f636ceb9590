/** A permanent access key. */
export interface Account {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** A disabled key is known and refused. @default true */
  readonly enabled?: boolean
}

/** A role that AssumeRole may hand out. */
export interface Role {
  /** `acs:ram::ACCOUNT:role/NAME` */
  readonly arn: string
  /** The role's own policy; everything is allowed without one. */
  readonly policy?: string
  /** Longest life of a token, in seconds. @default 43200 */
  readonly maxSessionDuration?: number
}

/** Who signed a request, and what they may do. */
export interface Principal {
  readonly accessKeyId: string
  /** `acs:ram::…:assumed-role/…` for a token; `null` for a permanent key. */
  readonly arn: string | null
  /** Throws `AccessDenied` unless every policy of this principal allows the action on the resource. */
  readonly authorize: (action: string, resource: string) => void
}
