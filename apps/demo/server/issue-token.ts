import OSS from 'ali-oss'
import { fromStorage } from './api-error.ts'
import type { StorageSettings } from './settings.ts'
import { prefixOf, type User } from './user.ts'

/** What `getCredentials` of the page resolves to. */
export interface IssuedToken {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  /** ISO 8601 UTC. */
  readonly expiration: string
  /** By the clock that `expiration` was set with. ISO 8601 UTC. */
  readonly serverTime: string
}

/** Asks STS for a token that can upload under the user's prefix, and nothing else. */
export async function issueToken(user: User, settings: StorageSettings): Promise<IssuedToken> {
  const { accessKeyId, accessKeySecret, bucket, roleArn, stsEndpoint, tokenSeconds } = settings
  // The types of ali-oss do not know `endpoint`; the code reads it.
  const options = { accessKeyId, accessKeySecret, endpoint: stsEndpoint }
  const policy = uploadPolicy(`${bucket}/${prefixOf(user)}*`)
  try {
    const answer: AssumedRole = await new OSS.STS(options).assumeRole(
      roleArn,
      policy,
      tokenSeconds,
      `demo-${user}`,
    )
    const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = answer.credentials
    return {
      accessKeyId: AccessKeyId,
      accessKeySecret: AccessKeySecret,
      securityToken: SecurityToken,
      expiration: Expiration,
      serverTime: serverTimeOf(answer),
    }
  } catch (thrown) {
    throw fromStorage('STS issued no token', thrown)
  }
}

/** What the page needs to upload, resume, cancel and check its objects, on `resource` alone. */
function uploadPolicy(resource: string): object {
  return {
    Version: '1',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['oss:PutObject', 'oss:ListParts', 'oss:AbortMultipartUpload', 'oss:GetObject'],
        Resource: [`acs:oss:*:*:${resource}`],
      },
    ],
  }
}

/** As ali-oss answers; its types leave `res` out. */
interface AssumedRole {
  readonly credentials: OSS.Credentials
  readonly res?: { readonly headers?: { readonly date?: string } }
}

function serverTimeOf({ res }: AssumedRole): string {
  const date = new Date(res?.headers?.date ?? Date.now())
  return (Number.isNaN(date.getTime()) ? new Date() : date).toISOString()
}
