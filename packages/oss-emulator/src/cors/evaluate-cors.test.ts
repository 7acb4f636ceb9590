import { describe, expect, it } from 'vitest'
import { OssError } from '../oss-error.ts'
import type { CorsConfiguration, CorsRule } from './cors-configuration.ts'
import { answerPreflight, corsHeaders } from './evaluate-cors.ts'

const app = 'https://app.example.com'

describe('answerPreflight', () => {
  it('echoes the requested headers and names all methods of the rule', () => {
    const cors = configure({ allowedMethods: ['GET', 'PUT'], maxAgeSeconds: 60 })

    expect(preflight(cors, { method: 'PUT', headers: 'Content-Type, X-Oss-Date' })).toEqual({
      'Access-Control-Allow-Origin': app,
      'Access-Control-Allow-Methods': 'GET, PUT',
      'Access-Control-Allow-Headers': 'content-type, x-oss-date',
      'Access-Control-Expose-Headers': 'ETag',
      'Access-Control-Max-Age': '60',
    })
  })

  it.each([
    { allowed: 'https://app.example.com', origin: app, fits: true },
    { allowed: 'https://*.example.com', origin: app, fits: true },
    { allowed: '*', origin: app, fits: true },
    { allowed: '*', origin: 'null', fits: true },
    { allowed: 'https://*', origin: 'null', fits: false },
    { allowed: 'https://*.example.com', origin: 'https://example.com', fits: false },
    { allowed: 'http://app.example.com', origin: app, fits: false },
    { allowed: 'https://app.example.com:8443', origin: app, fits: false },
  ])('holds $origin against $allowed', ({ allowed, origin, fits }) => {
    const cors = configure({ allowedOrigins: [allowed] })

    expect(codeOf(() => preflight(cors, { origin }))).toBe(fits ? null : '0003-00000602')
  })

  it.each([
    { allowed: ['*'], requested: 'anything', fits: true },
    { allowed: ['x-oss-*'], requested: 'X-Oss-Date', fits: true },
    { allowed: ['X-Oss-*'], requested: 'x-oss-date', fits: true },
    { allowed: ['x-oss-*'], requested: 'x-oss-date, content-type', fits: false },
    { allowed: [], requested: 'content-type', fits: false },
    { allowed: [], requested: '', fits: true },
  ])('holds headers "$requested" against $allowed', ({ allowed, requested, fits }) => {
    const cors = configure({ allowedHeaders: allowed })

    expect(codeOf(() => preflight(cors, { headers: requested }))).toBe(
      fits ? null : '0003-00000602',
    )
  })

  it('lets the first rule decide that fits in everything', () => {
    const cors = configure(
      { allowedOrigins: ['*'], allowedMethods: ['GET'], maxAgeSeconds: 1 },
      { allowedOrigins: ['*'], maxAgeSeconds: 2 },
      { maxAgeSeconds: 3 },
    )

    expect(preflight(cors)).toMatchObject({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Max-Age': '2',
    })
  })

  it('says when the bucket has no rules', () => {
    const none = { rules: [], responseVary: false }

    expect(codeOf(() => preflight(none))).toBe('0003-00000601')
  })

  it('wants an origin and a method', () => {
    const cors = configure({})

    expect(codeOf(() => answerPreflight(cors, {}))).toBe('0034-00000101')
    expect(codeOf(() => answerPreflight(cors, { origin: app }))).toBe('0034-00000102')
  })
})

describe('corsHeaders', () => {
  it('says nothing where no rule fits', () => {
    const cors = configure({ allowedMethods: ['GET'] })

    expect(corsHeaders(cors, 'PUT', { origin: app })).toEqual({})
    expect(corsHeaders(cors, 'GET', {})).toEqual({})
  })

  it('lets a page of another origin read the answer where one fits', () => {
    expect(corsHeaders(configure({}), 'PUT', { origin: app })).toMatchObject({
      'Access-Control-Allow-Origin': app,
      'Access-Control-Expose-Headers': 'ETag',
    })
  })

  it('varies by origin on every answer when asked to', () => {
    const cors = { ...configure({ allowedMethods: ['GET'] }), responseVary: true }

    expect(corsHeaders(cors, 'PUT', {})).toEqual({ Vary: 'Origin' })
    expect(corsHeaders(cors, 'GET', { origin: app })).toMatchObject({ Vary: 'Origin' })
  })
})

function configure(...rules: Partial<CorsRule>[]): CorsConfiguration {
  const usual: CorsRule = {
    allowedOrigins: [app],
    allowedMethods: ['GET', 'PUT'],
    allowedHeaders: ['*'],
    exposeHeaders: ['ETag'],
  }
  return { rules: rules.map((rule) => ({ ...usual, ...rule })), responseVary: false }
}

interface Preflight {
  readonly origin?: string
  readonly method?: string
  readonly headers?: string
}

function preflight(
  cors: CorsConfiguration,
  { origin = app, method = 'PUT', headers = '' }: Preflight = {},
): Readonly<Record<string, string>> {
  return answerPreflight(cors, {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': headers,
  })
}

function codeOf(action: () => unknown): string | null {
  try {
    action()
    return null
  } catch (error) {
    return error instanceof OssError ? (error.ec ?? error.code) : String(error)
  }
}
