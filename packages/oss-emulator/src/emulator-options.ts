import { parseAccessPolicy } from './auth/access-policy.ts'
import type { Account, Role } from './auth-context.ts'
import { type CorsRule, developmentCorsRules } from './cors/cors-configuration.ts'
import { checkCorsRule } from './cors/cors-xml.ts'
import type { Fault } from './faults/fault.ts'
import { isBucketName } from './http/bucket-name.ts'

export interface OssEmulatorOptions {
  /** `0` takes a free one. @default 0 */
  readonly port?: number
  /** A loopback address: `127.0.0.1`, `::1` or `localhost`. @default '127.0.0.1' */
  readonly host?: string
  /** Keeps buckets, uploads and tokens here; without it they live in a temporary directory until `close`. */
  readonly dataDir?: string
  /** Buckets to make if they are not there. @default ['demo-bucket'] */
  readonly buckets?: readonly string[]
  /** Without `oss-`. @default 'cn-hangzhou' */
  readonly region?: string
  /** @default one account, for development only */
  readonly accounts?: readonly Account[]
  /** Roles for AssumeRole. @default `acs:ram::1234567890123456:role/uploader`, which may do everything */
  readonly roles?: readonly Role[]
  /** CORS rules of the buckets. @default every origin; buckets found in `dataDir` keep theirs */
  readonly corsRules?: readonly CorsRule[]
  /** In force from the start. */
  readonly faults?: readonly Fault[]
  /** Shortest life of a token. STS demands 900; a few seconds let renewal be watched. @default 900 */
  readonly minimumTokenSeconds?: number
  /** How long an application may take to answer an upload callback. @default 5000, as OSS waits */
  readonly callbackTimeoutMs?: number
  /** Called for mistakes of the emulator itself, which it answers with 500. @default a process warning */
  readonly onInternalError?: (error: unknown) => void
}

/** Options with everything decided. */
export interface EmulatorSettings extends Required<
  Omit<OssEmulatorOptions, 'dataDir' | 'corsRules'>
> {
  readonly dataDir: string | null
  /** `null` leaves the rules of existing buckets alone. */
  readonly corsRules: readonly CorsRule[] | null
}

const developmentAccount: Account = {
  accessKeyId: 'emulator-access-key-id',
  accessKeySecret: 'emulator-access-key-secret',
}
const developmentRole: Role = { arn: 'acs:ram::1234567890123456:role/uploader' }

/** The emulator cannot be started like this; the message is a sentence that says why. */
export class OptionError extends Error {
  override readonly name = 'OptionError'
}

/** Fills in the defaults. Throws `OptionError`. */
export function settleOptions(options: OssEmulatorOptions): EmulatorSettings {
  const settings: EmulatorSettings = {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    dataDir: options.dataDir ?? null,
    buckets: options.buckets ?? ['demo-bucket'],
    region: options.region ?? 'cn-hangzhou',
    accounts: options.accounts ?? [developmentAccount],
    roles: options.roles ?? [developmentRole],
    corsRules: options.corsRules ?? null,
    faults: options.faults ?? [],
    minimumTokenSeconds: options.minimumTokenSeconds ?? 900,
    callbackTimeoutMs: options.callbackTimeoutMs ?? 5000,
    onInternalError: options.onInternalError ?? warn,
  }
  check(settings)
  return settings
}

/** The rules of a bucket that has none yet. */
export function initialCorsRules({ corsRules }: EmulatorSettings): readonly CorsRule[] {
  return corsRules ?? developmentCorsRules
}

function check(settings: EmulatorSettings): void {
  const { port, host, buckets, region, roles, corsRules, minimumTokenSeconds } = settings
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new OptionError(`The port ${port} is not one from 0 to 65535.`)
  }
  if (!['127.0.0.1', '::1', 'localhost'].includes(host)) {
    throw new OptionError(
      `The emulator listens on this machine only: 127.0.0.1, ::1 or localhost, not ${host}.`,
    )
  }
  const wrongName = buckets.find((name) => !isBucketName(name))
  if (wrongName !== undefined) {
    throw new OptionError(
      `"${wrongName}" is no bucket name: 3 to 63 of a-z, 0-9 and "-", beginning and ending with a letter or digit.`,
    )
  }
  if (!/^[a-z]{2,}-[a-z0-9-]+$/u.test(region) || region.startsWith('oss-')) {
    throw new OptionError(
      `"${region}" is no region id; one looks like cn-hangzhou, without "oss-".`,
    )
  }
  if (!Number.isInteger(minimumTokenSeconds) || minimumTokenSeconds < 1) {
    throw new OptionError(
      `The shortest life of a token, ${minimumTokenSeconds}, is not a number of seconds.`,
    )
  }
  attempt('A role', () => {
    for (const { policy } of roles) if (policy !== undefined) parseAccessPolicy(policy)
  })
  attempt('A CORS rule', () => (corsRules ?? []).forEach(checkCorsRule))
}

function attempt(what: string, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new OptionError(`${what} is not valid: ${error.message}`, { cause: error })
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}
