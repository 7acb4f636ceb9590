import { parseArgs } from 'node:util'
import type { Account, Role } from '../auth-context.ts'
import type { OssEmulatorOptions } from '../emulator-options.ts'
import type { Fault } from '../faults/fault.ts'
import { FaultError, parseFaults } from '../faults/parse-fault.ts'

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'start'; readonly options: OssEmulatorOptions }
  /** `message` is a sentence for the person who typed it. */
  | { readonly kind: 'mistake'; readonly message: string }

export const help = `An Alibaba Cloud OSS, with STS, on this machine.

  oss-emulator [options]

  --port NUMBER              port to listen on; 0 takes a free one (9000)
  --host ADDRESS             127.0.0.1, ::1 or localhost (127.0.0.1)
  --data DIR                 keep buckets, uploads and tokens here (a temporary directory)
  --bucket NAME              a bucket to make; may be repeated (demo-bucket)
  --region ID                region that signatures name (cn-hangzhou)
  --access-key ID:SECRET     an access key; may be repeated (emulator-access-key-id:emulator-access-key-secret)
  --role ARN                 a role for AssumeRole; may be repeated (acs:ram::1234567890123456:role/uploader)
  --min-token-seconds N      shortest life of a token (900)
  --fault JSON               a fault from the start, such as '{"kind":"latency","delayMs":200}'; may be repeated
  --help                     this text
`

export const defaultPort = 9000

/** Reads the arguments after the program's name. */
export function parseCommandLine(args: readonly string[]): Command {
  try {
    return toCommand(parse(args))
  } catch (error) {
    if (error instanceof Error) return { kind: 'mistake', message: error.message }
    throw error
  }
}

type Values = ReturnType<typeof parse>

function parse(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      data: { type: 'string' },
      bucket: { type: 'string', multiple: true },
      region: { type: 'string' },
      'access-key': { type: 'string', multiple: true },
      role: { type: 'string', multiple: true },
      'min-token-seconds': { type: 'string' },
      fault: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  })
  return values
}

function toCommand(values: Values): Command {
  if (values.help === true) return { kind: 'help' }
  const { host, data, bucket, region, role } = values
  const port = values.port === undefined ? defaultPort : readNumber('--port', values.port)
  const seconds = values['min-token-seconds']
  const options: OssEmulatorOptions = {
    port,
    ...(host === undefined ? {} : { host }),
    ...(data === undefined ? {} : { dataDir: data }),
    ...(bucket === undefined ? {} : { buckets: bucket }),
    ...(region === undefined ? {} : { region }),
    ...(role === undefined ? {} : { roles: role.map(readRole) }),
    ...(seconds === undefined
      ? {}
      : { minimumTokenSeconds: readNumber('--min-token-seconds', seconds) }),
    ...(values['access-key'] === undefined
      ? {}
      : { accounts: values['access-key'].map(readAccount) }),
    ...(values.fault === undefined ? {} : { faults: values.fault.flatMap(readFault) }),
  }
  return { kind: 'start', options }
}

function readNumber(name: string, text: string): number {
  if (/^\d{1,9}$/u.test(text)) return Number(text)
  throw new Error(`${name} is a whole number, not "${text}".`)
}

function readAccount(text: string): Account {
  const [, accessKeyId, accessKeySecret] = /^([^:]+):(.+)$/u.exec(text) ?? []
  if (accessKeyId !== undefined && accessKeySecret !== undefined) {
    return { accessKeyId, accessKeySecret }
  }
  throw new Error('--access-key is ID:SECRET, with a colon between them.')
}

function readRole(arn: string): Role {
  if (/^acs:ram::\d+:role\/[\w.-]+$/u.test(arn)) return { arn }
  throw new Error(`--role is acs:ram::ACCOUNT:role/NAME, not "${arn}".`)
}

function readFault(text: string): readonly Fault[] {
  try {
    return parseFaults(JSON.parse(text))
  } catch (error) {
    if (error instanceof FaultError) throw new Error(`--fault: ${error.message}`, { cause: error })
    throw new Error(`--fault is JSON, not ${text}`, { cause: error })
  }
}
