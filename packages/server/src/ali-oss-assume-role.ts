import OSS from 'ali-oss'
import { type AssumeRole, AssumeRoleError } from './assume-role.ts'

export interface AliOssAssumeRoleOptions {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** `acs:ram::ACCOUNT:role/NAME` */
  readonly roleArn: string
  /** @default https://sts.aliyuncs.com */
  readonly endpoint?: string
}

/** AssumeRole by the official SDK, in Node. */
export function aliOssAssumeRole(options: AliOssAssumeRoleOptions): AssumeRole {
  const { accessKeyId, accessKeySecret, roleArn, endpoint } = options
  // The types of ali-oss do not know `endpoint`; the code reads it.
  const access = { accessKeyId, accessKeySecret, ...(endpoint !== undefined && { endpoint }) }
  const sts = new OSS.STS(access)
  return async ({ sessionName, duration, policy }) => {
    try {
      const answer: Answer = await sts.assumeRole(roleArn, policy, duration, sessionName)
      const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = answer.credentials
      const requestId = answer.res?.data?.RequestId
      const date = Date.parse(answer.res?.headers?.date ?? '')
      return {
        accessKeyId: AccessKeyId,
        accessKeySecret: AccessKeySecret,
        securityToken: SecurityToken,
        expiration: Expiration,
        ...(requestId !== undefined && { requestId }),
        ...(Number.isFinite(date) && { serverTime: new Date(date).toISOString() }),
      }
    } catch (thrown) {
      throw toRefusal(thrown)
    }
  }
}

/** As ali-oss answers; its types leave `res` out. */
interface Answer {
  readonly credentials: OSS.Credentials
  readonly res?: {
    readonly headers?: { readonly date?: string }
    readonly data?: { readonly RequestId?: string }
  }
}

/** What STS itself refused says so; the rest was no answer, and passes through. */
function toRefusal(thrown: unknown): unknown {
  const { code, status, requestId } = fieldsOf(thrown)
  if (typeof status !== 'number' || status < 400 || typeof code !== 'string') return thrown
  const isTransient = status >= 500 || status === 429 || code.startsWith('Throttling')
  return new AssumeRoleError(code, {
    cause: thrown,
    isTransient,
    ...(typeof requestId === 'string' && { requestId }),
  })
}

function fieldsOf(thrown: unknown): Readonly<Record<string, unknown>> {
  if (typeof thrown !== 'object' || thrown === null) return {}
  const read = (name: string): unknown => Reflect.get(thrown, name)
  return { code: read('code'), status: read('status'), requestId: read('requestId') }
}
