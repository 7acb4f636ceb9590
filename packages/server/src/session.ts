/** Whom a request is from, as the application knows them. */
export interface Session {
  /** Goes into the audit record and, as `RoleSessionName`, into the logs of OSS. */
  readonly user: string
  /** Everything of this user lies under it, and nothing of anybody else: `uploads/ada/`. */
  readonly prefix: string
  /** The id of this very sign-in. */
  readonly id?: string
}

/** The application's own check, by cookie or bearer token. `null`: nobody is signed in. */
export type Authorize = (request: Request) => Promise<Session | null>
