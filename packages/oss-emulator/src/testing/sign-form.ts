import { signV1 } from '../auth/signature-v1.ts'
import type { TestCredentials } from './test-client.ts'

/** The fields that sign a form policy with V1. */
export function signForm(
  policy: unknown,
  { accessKeyId, accessKeySecret, securityToken }: TestCredentials,
): Record<string, string> {
  const encoded = Buffer.from(JSON.stringify(policy)).toString('base64')
  return {
    OSSAccessKeyId: accessKeyId,
    policy: encoded,
    Signature: signV1(accessKeySecret, encoded),
    ...(securityToken === undefined ? {} : { 'x-oss-security-token': securityToken }),
  }
}
