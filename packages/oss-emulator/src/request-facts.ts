/** One request as the authentication and the operations see it: decoded once, never re-parsed. */
export interface RequestFacts {
  /** Upper case. */
  readonly method: string
  /** `null` for a service call. */
  readonly bucket: string | null
  /** Decoded object key; `''` for a bucket or service call. */
  readonly key: string
  /** Decoded names and values in the order of the URL; a name without `=` has the value `''`. */
  readonly query: readonly (readonly [name: string, value: string])[]
  /** Lower-case names; values trimmed. */
  readonly headers: Readonly<Record<string, string>>
}
