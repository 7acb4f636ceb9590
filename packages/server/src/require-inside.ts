import { assertKey } from '@resumable-upload/oss/signing'
import { HttpProblem } from './http-problem.ts'

/** Throws a 403 for a key of somebody else, and a 400 for one that hides where it leads. */
export function requireInside(prefix: string, key: string): void {
  assertKey(key)
  if (key.startsWith(prefix) && key.length > prefix.length) return
  throw new HttpProblem(403, 'outside-prefix', 'The key is outside of what this user may use.')
}
