import { escapeXml } from '../xml.ts'

const methods = ['PUT', 'POST', 'GET', 'HEAD', 'DELETE']
const allowedHeaders = ['*']
/** OSS takes no `*` here. */
const exposedHeaders = [
  'ETag',
  'x-oss-request-id',
  'x-oss-hash-crc64ecma',
  'x-oss-ec',
  'x-oss-err',
  'x-oss-version-id',
  'Date',
  'Retry-After',
  'x-oss-qos-delay-time',
]
/** Seconds that a browser may remember a preflight. */
const maxAge = 600

/** The CORS rule that uploads of this origin need, as PutBucketCors takes it. */
export function corsRule(origin: string): string {
  const lines = [
    ['AllowedOrigin', allowedOrigin(origin)],
    ...methods.map((method) => ['AllowedMethod', method]),
    ...allowedHeaders.map((header) => ['AllowedHeader', header]),
    ...exposedHeaders.map((header) => ['ExposeHeader', header]),
    ['MaxAgeSeconds', String(maxAge)],
  ].map(([name = '', value = '']) => `    <${name}>${escapeXml(value)}</${name}>`)
  return [
    '<CORSConfiguration>',
    '  <CORSRule>',
    ...lines,
    '  </CORSRule>',
    '  <ResponseVary>true</ResponseVary>',
    '</CORSConfiguration>',
  ].join('\n')
}

/** The same, field by field as the console asks for it. */
export function corsRuleForConsole(origin: string): string {
  return [
    `Sources: ${allowedOrigin(origin)}`,
    `Allowed Methods: ${methods.join(', ')}`,
    `Allowed Headers: ${allowedHeaders.join('\n  ')}`,
    `Exposed Headers: ${exposedHeaders.join('\n  ')}`,
    `Cache Timeout (Seconds): ${maxAge}`,
    'Vary: Origin: on',
  ].join('\n')
}

/** No rule can name a page without an origin. */
function allowedOrigin(origin: string): string {
  return origin === 'null' ? '*' : origin
}
