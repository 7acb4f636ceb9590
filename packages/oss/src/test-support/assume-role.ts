import OSS from 'ali-oss'
import type { CredentialsAnswer } from '../read-credentials.ts'

export interface AssumeRoleOptions {
  /** @default 3600 */
  readonly seconds?: number
  /** The session policy. @default everything the role may */
  readonly policy?: object
}

/** What is needed of an emulator. */
export interface TokenIssuer {
  readonly url: string
  readonly accounts: readonly { readonly accessKeyId: string; readonly accessKeySecret: string }[]
  readonly roles: readonly { readonly arn: string }[]
}

/** A token of the emulator, as STS itself spells it. */
export async function assumeRole(
  { url, accounts, roles }: TokenIssuer,
  { seconds = 3600, policy }: AssumeRoleOptions = {},
): Promise<CredentialsAnswer> {
  const [account] = accounts
  const [role] = roles
  // The types of ali-oss do not know `endpoint`; the code reads it.
  const options = { accessKeyId: '', accessKeySecret: '', ...account, endpoint: url }
  const sts = new OSS.STS(options)
  const { credentials } = await sts.assumeRole(role?.arn ?? '', policy, seconds, 'oss-tests')
  return { credentials }
}
