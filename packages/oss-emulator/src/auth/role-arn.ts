export interface RoleArn {
  readonly accountId: string
  readonly roleName: string
}

/** Reads `acs:ram::ACCOUNT:role/NAME`; `null` for anything else. */
export function parseRoleArn(arn: string): RoleArn | null {
  const [, accountId, roleName] = /^acs:ram::(\d+):role\/([\w.-]{1,64})$/.exec(arn) ?? []
  return accountId === undefined || roleName === undefined ? null : { accountId, roleName }
}

/** Who a token stands for: `acs:ram::ACCOUNT:assumed-role/NAME/SESSION`. */
export function formatAssumedRoleArn(
  { accountId, roleName }: RoleArn,
  sessionName: string,
): string {
  return `acs:ram::${accountId}:assumed-role/${roleName}/${sessionName}`
}
