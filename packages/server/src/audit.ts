export type AuditAction = 'token' | 'sign' | 'callback' | 'abort' | 'delete'

/** What is said of a request besides how it ended. Never a secret, never a signature. */
export interface AuditFacts {
  readonly user?: string
  /** The id of the sign-in. */
  readonly session?: string
  readonly prefix?: string
  /** The first ones, where there are many. */
  readonly keys?: readonly string[]
  readonly operations?: readonly string[]
  /** In bytes. */
  readonly size?: number
  /** Under which OSS or STS logged it. */
  readonly storageRequestId?: string
  /** `STS.…`, which the logs of OSS name. */
  readonly accessKeyId?: string
}

export interface AuditRecord extends AuditFacts {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly requestId: string
  readonly action: AuditAction
  readonly outcome: 'granted' | 'refused' | 'failed'
  /** The code of the refusal or failure. */
  readonly reason?: string
  readonly ip?: string
}

/** Appends one record for good. What cannot be recorded is not granted: a rejection fails the request. */
export type Audit = (record: AuditRecord) => Promise<void>
