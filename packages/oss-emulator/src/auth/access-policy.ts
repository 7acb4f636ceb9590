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
export function parseAccessPolicy(_text: string): AccessPolicy {
  throw new Error('Not written yet.')
}

/** Whether the policy allows the action (`oss:PutObject`) on the resource (`acs:oss:REGION:ACCOUNT:bucket/key`). */
export function evaluateAccessPolicy(
  _policy: AccessPolicy,
  _action: string,
  _resource: string,
): PolicyDecision {
  throw new Error('Not written yet.')
}
