import { matchesWildcard } from './wildcard.ts'

/** A RAM policy that was understood completely. */
export interface AccessPolicy {
  readonly statements: readonly PolicyStatement[]
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly resources: readonly string[]
}

export type PolicyDecision = 'Allow' | 'ImplicitDeny' | 'ExplicitDeny'

/** The policy is malformed, or says something that the emulator would have to ignore. */
export class PolicyGrammarError extends Error {
  override readonly name = 'PolicyGrammarError'
}

/** Throws `PolicyGrammarError`; use it at start for the policies of roles, too. */
export function parseAccessPolicy(text: string): AccessPolicy {
  const policy = readRecord(parseJson(text), 'The policy')
  checkElements(policy, ['Version', 'Statement'])
  if (policy['Version'] !== '1') throw new PolicyGrammarError('Version must be "1".')
  const statements = policy['Statement']
  if (!Array.isArray(statements) || statements.length === 0) {
    throw new PolicyGrammarError('Statement must be a list of at least one statement.')
  }
  return { statements: statements.map(parseStatement) }
}

/** Whether the policy allows the action (`oss:PutObject`) on the resource (`acs:oss:REGION:ACCOUNT:bucket/key`). */
export function evaluateAccessPolicy(
  policy: AccessPolicy,
  action: string,
  resource: string,
): PolicyDecision {
  const effects = policy.statements
    .filter(({ actions }) => actions.some((pattern) => matchesAction(pattern, action)))
    .filter(({ resources }) => resources.some((pattern) => matchesResource(pattern, resource)))
    .map(({ effect }) => effect)
  if (effects.includes('Deny')) return 'ExplicitDeny'
  return effects.includes('Allow') ? 'Allow' : 'ImplicitDeny'
}

function parseStatement(value: unknown): PolicyStatement {
  const statement = readRecord(value, 'A statement')
  checkElements(statement, ['Effect', 'Action', 'Resource'])
  const effect = statement['Effect']
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new PolicyGrammarError('Effect must be "Allow" or "Deny".')
  return {
    effect,
    actions: readPatterns(statement['Action'], 'Action', /^(\*|[\w-]+:[\w*?-]+)$/),
    resources: readPatterns(statement['Resource'], 'Resource', /^(\*|acs:[^:]+:[^:]*:[^:]*:.+)$/s),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new PolicyGrammarError('The policy is not JSON.', { cause })
  }
}

function readRecord(value: unknown, subject: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PolicyGrammarError(`${subject} must be an object.`)
  }
  return Object.fromEntries(Object.entries(value))
}

/** An element that is not understood is refused: to ignore a Condition would grant too much. */
function checkElements(record: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const unknown = Object.keys(record).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new PolicyGrammarError(`The emulator does not support the element ${unknown}.`)
}

function readPatterns(value: unknown, name: string, grammar: RegExp): readonly string[] {
  const patterns: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (patterns.length === 0) throw new PolicyGrammarError(`${name} must not be empty.`)
  return patterns.map((pattern) => {
    if (typeof pattern === 'string' && grammar.test(pattern)) return pattern
    throw new PolicyGrammarError(`${name} is malformed: ${JSON.stringify(pattern)}`)
  })
}

/** RAM does not care for the case of actions. */
function matchesAction(pattern: string, action: string): boolean {
  return matchesWildcard(pattern.toLowerCase(), action.toLowerCase())
}

/** Segment by segment, so that no `*` reaches over a colon: `other/x:bucket/y` is a key of `other`. */
function matchesResource(pattern: string, resource: string): boolean {
  if (pattern === '*') return true
  const segments = splitResource(resource)
  return splitResource(pattern).every((segment, index) =>
    matchesWildcard(segment, segments[index] ?? ''),
  )
}

/** The last of the five segments holds the bucket and the key, colons included. */
function splitResource(resource: string): readonly string[] {
  const segments = resource.split(':')
  return [...segments.slice(0, 4), segments.slice(4).join(':')]
}
