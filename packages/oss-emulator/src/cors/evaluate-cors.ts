import { OssError } from '../oss-error.ts'
import type { CorsConfiguration, CorsRule } from './cors-configuration.ts'

type Headers = Readonly<Record<string, string>>

/** The answer headers of a preflight; throws what OSS answers when no rule fits. */
export function answerPreflight(cors: CorsConfiguration, headers: Headers): Headers {
  const origin = headers['origin']
  const method = headers['access-control-request-method']
  if (origin === undefined) throw insufficient('Origin request header needed', '0034-00000101')
  if (method === undefined) {
    throw insufficient('Access-Control-Request-Method header needed', '0034-00000102')
  }
  if (cors.rules.length === 0) {
    throw forbidden('CORSResponse: CORS is not enabled for this bucket.', '0003-00000601')
  }

  const requested = namesIn(headers['access-control-request-headers'])
  const rule = findRule(cors, { origin, method, headers: requested })
  if (rule === null) throw forbidden(notAllowed, '0003-00000602')
  return {
    ...allowance(rule, origin),
    ...(requested.length === 0 ? {} : { 'Access-Control-Allow-Headers': requested.join(', ') }),
  }
}

/** The CORS headers of an actual request's answer; none where no rule fits. */
export function corsHeaders(cors: CorsConfiguration, method: string, headers: Headers): Headers {
  const vary: Headers = cors.responseVary ? { Vary: 'Origin' } : {}
  const origin = headers['origin']
  if (origin === undefined) return vary
  const rule = findRule(cors, { origin, method, headers: [] })
  return rule === null ? vary : { ...vary, ...allowance(rule, origin) }
}

interface Asked {
  readonly origin: string
  readonly method: string
  /** Lower case. */
  readonly headers: readonly string[]
}

/** The first rule that fits in everything decides. */
function findRule({ rules }: CorsConfiguration, asked: Asked): CorsRule | null {
  const fits = (rule: CorsRule): boolean =>
    rule.allowedOrigins.some((pattern) => fitsOrigin(pattern, asked.origin)) &&
    rule.allowedMethods.some((method) => method === asked.method) &&
    asked.headers.every((header) =>
      (rule.allowedHeaders ?? []).some((pattern) => fitsPattern(pattern.toLowerCase(), header)),
    )
  return rules.find(fits) ?? null
}

function allowance(rule: CorsRule, origin: string): Headers {
  const exposed = rule.exposeHeaders ?? []
  return {
    'Access-Control-Allow-Origin': rule.allowedOrigins.includes('*') ? '*' : origin,
    'Access-Control-Allow-Methods': rule.allowedMethods.join(', '),
    ...(exposed.length === 0 ? {} : { 'Access-Control-Expose-Headers': exposed.join(', ') }),
    ...(rule.maxAgeSeconds === undefined
      ? {}
      : { 'Access-Control-Max-Age': String(rule.maxAgeSeconds) }),
  }
}

/** `Origin: null` (a sandboxed frame, a file) fits `*` only. */
function fitsOrigin(pattern: string, origin: string): boolean {
  return origin === 'null' ? pattern === '*' : fitsPattern(pattern, origin)
}

/** At most one `*`, which stands for any text. */
function fitsPattern(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*')
  if (star === -1) return pattern === text
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)]
  const isLongEnough = text.length >= before.length + after.length
  return isLongEnough && text.startsWith(before) && text.endsWith(after)
}

function namesIn(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}

const notAllowed =
  "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Requet-Headers are not whitelisted by the resource's CORS spec."

function forbidden(message: string, ec: string): OssError {
  return new OssError(403, 'AccessForbidden', message, { ec })
}

function insufficient(what: string, ec: string): OssError {
  return new OssError(400, 'BadRequest', `Insufficient information. ${what}`, { ec })
}
