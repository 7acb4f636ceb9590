/** Where the objects are stored, and with which keys this server reaches it. */
export interface StorageSettings {
  /** Without the `oss-` prefix: `cn-hangzhou`. */
  readonly region: string
  readonly bucket: string
  /** Without the bucket: `https://oss-cn-hangzhou.aliyuncs.com`. */
  readonly endpoint: string
  readonly stsEndpoint: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** The role that the page's tokens assume: `acs:ram::ACCOUNT:role/NAME`. */
  readonly roleArn: string
  /** Life of the page's tokens. */
  readonly tokenSeconds: number
}

/** How people reach the page and sign in. */
export interface WebSettings {
  /** The address to listen on. */
  readonly host: string
  /** As browsers see it, behind a gateway; without it only pages of this machine are answered. */
  readonly origin: string | undefined
  /** Signs access tokens. */
  readonly sessionSecret: Uint8Array
  /** Of everybody: this demo has two people. */
  readonly password: string
}

export interface Settings {
  /** 0 picks a free one. */
  readonly port: number
  readonly web: WebSettings
  /** Who signs the requests of the page: itself with a token, or this server. */
  readonly signer: 'page' | 'server'
  /** OSS tells this server of each stored object. */
  readonly callback: boolean
  /** Where each token, signature, callback and abort is recorded. */
  readonly auditFile: string | undefined
  readonly logLevel: LogLevel
  /** Tokens that one person may ask for in a minute; signatures are many more. */
  readonly tokensPerMinute: number
  /** Where the embedded emulator keeps its objects. */
  readonly dataDir: string
  /** How the page cuts files, in bytes. */
  readonly partSize: number | 'auto'
  /** Real OSS, or the embedded emulator. */
  readonly storage:
    | { readonly kind: 'oss'; readonly settings: StorageSettings }
    | { readonly kind: 'emulator'; readonly tokenSeconds: number }
}

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

type Environment = Readonly<Record<string, string | undefined>>

/** A variable that keeps the server from starting; the message names it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/** Reads the settings from environment variables. Throws a `SettingsError` with a sentence. */
export function readSettings(environment: Environment): Settings {
  const dataDir = valueOf(environment, 'DEMO_DATA') ?? '.demo-data'
  const web = readWeb(environment)
  const callback = readChoice(environment, 'DEMO_CALLBACK', ['off', 'on']) === 'on'
  const isReal = ossVariables.some((name) => valueOf(environment, name) !== undefined)
  if (callback && isReal && web.origin === undefined)
    throw new SettingsError(
      'DEMO_ORIGIN is missing. OSS calls public addresses only: set it, or DEMO_CALLBACK=off.',
    )
  return {
    port: readWholeNumber(environment, 'PORT', { least: 0, most: 65_535 }) ?? 5173,
    web,
    signer: readChoice(environment, 'DEMO_SIGNER', ['page', 'server']),
    callback,
    auditFile: valueOf(environment, 'DEMO_AUDIT') ?? `${dataDir}.audit.jsonl`,
    logLevel: readChoice(environment, 'LOG_LEVEL', ['warn', 'info', 'debug', 'error', 'silent']),
    tokensPerMinute:
      readWholeNumber(environment, 'DEMO_TOKENS_PER_MINUTE', { least: 1, most: 1_000_000 }) ?? 60,
    dataDir,
    partSize: readWholeNumber(environment, 'DEMO_PART_SIZE', partSizes) ?? 'auto',
    storage: isReal
      ? { kind: 'oss', settings: readOss(environment) }
      : { kind: 'emulator', tokenSeconds: readTokenSeconds(environment) ?? 900 },
  }
}

/** What OSS takes, in bytes. */
const partSizes = { least: 100 * 1024, most: 5 * 1024 ** 3 }

/** What STS gives when it is not asked for something else, and the default limit of a role. */
const ossTokenSeconds = 3600

const ossVariables = [
  'OSS_REGION',
  'OSS_BUCKET',
  'OSS_ACCESS_KEY_ID',
  'OSS_ACCESS_KEY_SECRET',
  'OSS_ROLE_ARN',
  'OSS_ENDPOINT',
  'STS_ENDPOINT',
] as const

function readOss(environment: Environment): StorageSettings {
  if (readTokenSeconds(environment) !== undefined) {
    throw new SettingsError(
      'DEMO_TOKEN_SECONDS shortens the tokens of the emulator; those of real STS live 900 seconds at least. ' +
        'Remove it, or remove the OSS_… variables.',
    )
  }
  const region = required(environment, 'OSS_REGION', {
    pattern: /^(?:oss-)?[a-z]{2,}(?:-[a-z0-9]+)+$/,
    example: 'cn-hangzhou',
  }).replace(/^oss-/, '')
  return {
    region,
    bucket: required(environment, 'OSS_BUCKET', {
      pattern: /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
      example: 'my-bucket',
    }),
    accessKeyId: required(environment, 'OSS_ACCESS_KEY_ID', {
      pattern: /^\S+$/,
      example: 'the id of a RAM user’s key',
    }),
    accessKeySecret: required(environment, 'OSS_ACCESS_KEY_SECRET', {
      pattern: /^\S+$/,
      example: 'the secret of that key',
      secret: true,
    }),
    roleArn: required(environment, 'OSS_ROLE_ARN', {
      pattern: /^acs:ram::\d+:role\/[\w.-]+$/,
      example: 'acs:ram::1234567890123456:role/uploader',
    }),
    endpoint: readUrl(environment, 'OSS_ENDPOINT') ?? `https://oss-${region}.aliyuncs.com`,
    stsEndpoint: readUrl(environment, 'STS_ENDPOINT') ?? `https://sts.${region}.aliyuncs.com`,
    tokenSeconds: ossTokenSeconds,
  }
}

/** Whoever opens this server to others brings a secret and a password of their own. */
function readWeb(environment: Environment): WebSettings {
  const origin = readUrl(environment, 'DEMO_ORIGIN')
  const host = valueOf(environment, 'HOST') ?? '127.0.0.1'
  const isOpen = origin !== undefined || !['127.0.0.1', '::1', 'localhost'].includes(host)
  if (!isOpen) {
    const sessionSecret = crypto.getRandomValues(new Uint8Array(32))
    return { host, origin, sessionSecret, password: 'demo' }
  }
  const shape = { pattern: /^\S{32,}$/, example: '32 random characters or more', secret: true }
  const secret = required(environment, 'SESSION_SECRET', shape)
  const strong = { pattern: /^.{12,}$/, example: 'a password of 12 characters', secret: true }
  const password = required(environment, 'DEMO_PASSWORD', strong)
  return { host, origin, sessionSecret: new TextEncoder().encode(secret), password }
}

function readTokenSeconds(environment: Environment): number | undefined {
  return readWholeNumber(environment, 'DEMO_TOKEN_SECONDS', { least: 5, most: 43_200 })
}

interface Shape {
  readonly pattern: RegExp
  readonly example: string
  /** Never quote the value. */
  readonly secret?: boolean
}

function required(environment: Environment, name: string, shape: Shape): string {
  const value = valueOf(environment, name)
  if (value === undefined) {
    const way = name.startsWith('OSS_')
      ? ', or remove all OSS_… and STS_… variables to use the embedded emulator'
      : ''
    throw new SettingsError(`${name} is missing. Set it (${shape.example})${way}.`)
  }
  if (shape.pattern.test(value)) return value
  const quoted = shape.secret ? 'what it holds' : `"${value}"`
  throw new SettingsError(`${name} is malformed: ${quoted} does not look like ${shape.example}.`)
}

function readUrl(environment: Environment, name: string): string | undefined {
  const value = valueOf(environment, name)
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : null
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search) {
    return url.origin
  }
  throw new SettingsError(
    `${name} is malformed: "${value}" is no http or https address without a path.`,
  )
}

/** The first one is the default. */
function readChoice<Value extends string>(
  environment: Environment,
  name: string,
  choices: readonly [Value, ...Value[]],
): Value {
  const value = valueOf(environment, name) ?? choices[0]
  const found = choices.find((choice) => choice === value)
  if (found !== undefined) return found
  throw new SettingsError(`${name} is malformed: "${value}" is none of ${choices.join(', ')}.`)
}

function readWholeNumber(
  environment: Environment,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  const value = valueOf(environment, name)
  if (value === undefined) return undefined
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= least && number <= most) return number
  throw new SettingsError(
    `${name} is malformed: "${value}" is no whole number from ${least} to ${most}.`,
  )
}

/** An empty variable counts as absent, as in most shells. */
function valueOf(environment: Environment, name: string): string | undefined {
  return environment[name]?.trim() || undefined
}
