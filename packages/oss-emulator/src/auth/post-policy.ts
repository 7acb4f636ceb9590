import type { Principal } from '../auth-context.ts'
import type { AuthenticationContext } from './authentication-context.ts'

export interface PostPolicyContext extends AuthenticationContext {
  /** The bucket of the URL; a condition may name it although no field carries it. */
  readonly bucket: string
}

/** What a signed form policy allows. */
export interface PostGrant {
  readonly principal: Principal
  /** Bytes that the file may have; stop early with `EntityTooLarge` or `EntityTooSmall`. */
  readonly contentLengthRange: { readonly min: number; readonly max: number } | null
  /**
   * Throws `AccessDenied` naming the condition that failed. `resolved` replaces fields by what they stand for:
   * `key` after `${filename}`, `content-type` of the file where no field gives it.
   */
  readonly checkConditions: (resolved?: Readonly<Record<string, string>>) => void
}

/** Verifies the form policy of a PostObject, V1 or V4; `fields` are all fields before `file`, names in any case. */
export function verifyPostPolicy(
  _fields: ReadonlyMap<string, string>,
  _context: PostPolicyContext,
): PostGrant {
  throw new Error('Not written yet.')
}
