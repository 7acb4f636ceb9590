import type { Principal } from '../auth-context.ts'
import { OssError } from '../oss-error.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import { invalidArgument } from './invalid-argument.ts'
import { holdsFor, invalidPolicy, parseConditions, type PostCondition } from './post-conditions.ts'
import { verifyPostSignature } from './post-signature.ts'

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
  fields: ReadonlyMap<string, string>,
  context: PostPolicyContext,
): PostGrant {
  const named = lowerCaseNames(fields)
  const { principal, policy, version } = verifyPostSignature(named, context)
  const { expiration, conditions } = parsePolicy(policy)
  if (context.now() > expiration) {
    throw new OssError(403, 'AccessDenied', 'Invalid according to Policy: Policy expired.', {
      ec: '0006-00000213',
    })
  }
  if (version === 'V4')
    requireConditions(conditions, ['x-oss-signature-version', 'x-oss-credential', 'x-oss-date'])

  return {
    principal,
    contentLengthRange: findContentLengthRange(conditions),
    checkConditions: (resolved = {}) => {
      const overrides = lowerCaseNames(new Map(Object.entries(resolved)))
      const values = new Map([...named, ...overrides, ['bucket', context.bucket] as const])
      const failed = conditions.find((condition) => !holdsFor(condition, values))
      if (failed !== undefined) throw conditionFailed(failed.text)
    },
  }
}

function lowerCaseNames(fields: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const named = new Map<string, string>()
  for (const [name, value] of fields) {
    const lowerCase = name.toLowerCase()
    if (named.has(lowerCase))
      throw invalidArgument(`The form field ${name} appears more than once.`, [name, value])
    named.set(lowerCase, value)
  }
  return named
}

function parsePolicy(policy: string): {
  readonly expiration: number
  readonly conditions: readonly PostCondition[]
} {
  const document = parseDocument(policy)
  return {
    expiration: parseExpiration(document['expiration']),
    conditions: parseConditions(document['conditions']),
  }
}

function parseDocument(policy: string): Readonly<Record<string, unknown>> {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(policy)) throw invalidPolicy('It is not base64.')
  try {
    const document: unknown = JSON.parse(Buffer.from(policy, 'base64').toString('utf8'))
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) {
      return Object.fromEntries(Object.entries(document))
    }
  } catch {
    throw invalidPolicy('It is not JSON.')
  }
  throw invalidPolicy('It is not a JSON object.')
}

function parseExpiration(expiration: unknown): number {
  const isIso =
    typeof expiration === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(expiration)
  const time = isIso ? Date.parse(expiration) : Number.NaN
  if (Number.isNaN(time))
    throw invalidPolicy("Invalid 'expiration' value: it must be ISO 8601 in GMT.")
  return time
}

/** V4 signs the policy alone, so the policy has to pin the fields of the signature. */
function requireConditions(conditions: readonly PostCondition[], names: readonly string[]): void {
  const pinned = new Set(
    conditions.flatMap((condition) => (condition.type === 'eq' ? [condition.field] : [])),
  )
  const missing = names.find((name) => !pinned.has(name))
  if (missing !== undefined) throw conditionFailed(`the policy must pin ${missing}.`)
}

function findContentLengthRange(
  conditions: readonly PostCondition[],
): PostGrant['contentLengthRange'] {
  const ranges = conditions.filter((condition) => condition.type === 'content-length-range')
  if (ranges.length === 0) return null
  return {
    min: Math.max(...ranges.map(({ min }) => min)),
    max: Math.min(...ranges.map(({ max }) => max)),
  }
}

function conditionFailed(text: string): OssError {
  return new OssError(
    403,
    'AccessDenied',
    `Invalid according to Policy: Policy Condition failed: ${text}`,
  )
}
