import OSS from 'ali-oss'
import type { OssEmulator } from '@resumable-upload/oss-emulator'
import { aliOssAssumeRole } from '../ali-oss.ts'
import type { AssumeRole, AuditRecord, Session } from '../index.ts'
import type { HandlerPorts } from '../handler.ts'
import type { MetricLabels, MetricName } from '../metrics.ts'

export const ada: Session = { user: 'ada', prefix: 'uploads/ada/', id: 'session-1' }

/** Whoever says so in a header: what a cookie says in an application. */
export async function authorizeByHeader({ headers }: Request): Promise<Session | null> {
  const user = headers.get('x-user')
  return user === null ? null : { user, prefix: `uploads/${user}/`, id: `${user}-1` }
}

export interface Recorded {
  readonly ports: Required<Pick<HandlerPorts, 'log' | 'metrics' | 'audit'>>
  readonly audits: readonly AuditRecord[]
  readonly lines: readonly { readonly fields: object; readonly message: string }[]
  /** The sum of what was recorded; of a gauge the last value. */
  metric(name: MetricName, labels?: MetricLabels): number
}

/** Ports that remember. */
export function record(): Recorded {
  const audits: AuditRecord[] = []
  const lines: { fields: object; message: string }[] = []
  const values: { name: MetricName; value: number; labels: MetricLabels }[] = []
  const write = (fields: object, message: string): void => void lines.push({ fields, message })
  return {
    audits,
    lines,
    ports: {
      log: { info: write, warn: write, error: write },
      metrics: { record: (name, value, labels) => void values.push({ name, value, labels }) },
      audit: async (entry) => void audits.push(entry),
    },
    metric(name, labels = {}) {
      const fitting = values.filter(
        (each) =>
          each.name === name &&
          Object.entries(labels).every(([label, value]) => each.labels[label] === value),
      )
      if (name === 'upload_kit_breaker_state') return fitting.at(-1)?.value ?? 0
      return fitting.reduce((sum, { value }) => sum + value, 0)
    },
  }
}

/** The role of an emulator, by the official SDK. */
export function roleOf({ accounts, roles, url }: OssEmulator): AssumeRole {
  const [account] = accounts
  const [role] = roles
  if (!account || !role) throw new Error('The emulator has no account or role.')
  return aliOssAssumeRole({ ...account, roleArn: role.arn, endpoint: url })
}

/** A client of the emulator's bucket with these keys. */
export function clientOf(
  { url, region, buckets }: OssEmulator,
  keys: {
    readonly accessKeyId: string
    readonly accessKeySecret: string
    readonly securityToken?: string
  },
): OSS {
  const { accessKeyId, accessKeySecret, securityToken } = keys
  const own = { accessKeyId, accessKeySecret, ...(securityToken && { stsToken: securityToken }) }
  const options: OSS.Options & { readonly sldEnable: boolean } = {
    ...own,
    // Never called before the token is five minutes old; without it ali-oss complains on the console.
    ...(securityToken && {
      refreshSTSToken: () => Promise.resolve({ ...own, stsToken: securityToken }),
    }),
    region: `oss-${region}`,
    bucket: buckets[0] ?? '',
    endpoint: url,
    sldEnable: true,
    authorizationV4: true,
  }
  return new OSS(options)
}

/** A request as a page sends it. */
export function post(path: string, body?: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`https://app.example.com${path}`, {
    method: 'POST',
    headers: { 'x-user': 'ada', 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}
