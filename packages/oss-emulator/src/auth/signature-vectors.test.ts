import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RequestFacts } from '../request-facts.ts'
import { authenticate } from './authenticate.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import { type PostPolicyContext, verifyPostPolicy } from './post-policy.ts'
import { createStringToSignV1, signV1 } from './signature-v1.ts'
import {
  createCanonicalRequestV4,
  createStringToSignV4,
  deriveSigningKeyV4,
  signV4,
} from './signature-v4.ts'
import { parseHttpDate, parseIsoBasic } from './signing-time.ts'
import { createTokens } from './tokens.ts'

const vectors = readVectors()

it('has all 113 vectors', () => {
  expect(vectors).toHaveLength(113)
  expect(new Set(vectors.map(({ id }) => id)).size).toBe(113)
})

describe('a V1 request signed in the header', () => {
  it.each(vectors.filter(({ scheme }) => scheme === 'v1-header'))('$id', ({ input, expected }) => {
    const unsigned = describeRequest(input)
    const date = unsigned.headers['x-oss-date'] ?? unsigned.headers['date'] ?? ''

    expect(createStringToSignV1(unsigned, date)).toBe(expected.stringToSign)
    expect(signV1(input.accessKeySecret, expected.stringToSign)).toBe(expected.signature)
    expect(`OSS ${input.accessKeyId}:${expected.signature}`).toBe(expected.authorization)

    const context = createContext(input, parseHttpDate(date) ?? Number.NaN)
    const sign = (signature: string) =>
      withHeader(unsigned, 'authorization', `OSS ${input.accessKeyId}:${signature}`)
    expectOnlyTheRightSignature(expected.signature, sign, context)
  })
})

describe('a V1 request signed in the URL', () => {
  it.each(vectors.filter(({ scheme }) => scheme === 'v1-query'))('$id', ({ input, expected }) => {
    const expires = String(input.expires)
    const unsigned = withQuery(describeRequest(input, { tokenInUrl: true }), expected.urlQuery)

    expect(createStringToSignV1(unsigned, expires)).toBe(expected.stringToSign)
    expect(signV1(input.accessKeySecret, expected.stringToSign)).toBe(expected.signature)

    const context = createContext(input, Number(expires) * 1000)
    expectOnlyTheRightSignature(
      expected.signature,
      (signature) => withQuery(unsigned, { Signature: signature }),
      context,
    )
  })
})

describe('a V4 request signed in the header', () => {
  it.each(vectors.filter(({ scheme }) => scheme === 'v4-header'))('$id', ({ input, expected }) => {
    const unsigned = withHeader(describeRequest(input), 'x-oss-date', input.datetime)
    const scope = { date: input.datetime.slice(0, 8), region: input.region, product: input.product }

    expect(createCanonicalRequestV4(unsigned, input.additionalHeaders)).toBe(
      expected.canonicalRequest,
    )
    expect(createStringToSignV4(expected.canonicalRequest, input.datetime, scope)).toBe(
      expected.stringToSign,
    )
    expect(signV4(deriveSigningKeyV4(input.accessKeySecret, scope), expected.stringToSign)).toBe(
      expected.signature,
    )

    const context = createContext(input, parseIsoBasic(input.datetime) ?? Number.NaN)
    const sign = (signature: string) =>
      withHeader(
        unsigned,
        'authorization',
        expected.authorization.replace(/[0-9a-f]{64}$/, signature),
      )
    expectOnlyTheRightSignature(expected.signature, sign, context)
  })
})

describe('a V4 request signed in the URL', () => {
  it.each(vectors.filter(({ scheme }) => scheme === 'v4-query'))('$id', ({ input, expected }) => {
    const unsigned = withQuery(describeRequest(input, { tokenInUrl: true }), expected.urlQuery)
    const scope = { date: input.datetime.slice(0, 8), region: input.region, product: input.product }

    expect(createCanonicalRequestV4(unsigned, input.additionalHeaders)).toBe(
      expected.canonicalRequest,
    )
    expect(createStringToSignV4(expected.canonicalRequest, input.datetime, scope)).toBe(
      expected.stringToSign,
    )
    expect(signV4(deriveSigningKeyV4(input.accessKeySecret, scope), expected.stringToSign)).toBe(
      expected.signature,
    )

    const context = createContext(input, parseIsoBasic(input.datetime) ?? Number.NaN)
    expectOnlyTheRightSignature(
      expected.signature,
      (signature) => withQuery(unsigned, { 'x-oss-signature': signature }),
      context,
    )
  })
})

describe('a signed form', () => {
  it.each(vectors.filter(({ scheme }) => scheme.startsWith('post-')))(
    '$id',
    ({ input, expected }) => {
      const context: PostPolicyContext = {
        ...createContext(input, Date.parse('2024-01-02T03:04:05Z')),
        bucket: 'demo-bucket',
      }
      const fields = new Map([
        ...Object.entries(expected.formFields),
        ['key', 'uploads/u-42/a.png'],
        ['content-type', 'image/png'],
      ])
      const signatureField = fields.has('Signature') ? 'Signature' : 'x-oss-signature'

      expect(Buffer.from(input.policyJson).toString('base64')).toBe(expected.policyBase64)
      const grant = verifyPostPolicy(fields, context)
      grant.checkConditions()
      expect(grant.principal.accessKeyId).toBe(input.accessKeyId)
      expect(grant.contentLengthRange).toEqual({ min: 1, max: 104857600 })
      for (const altered of alterEachCharacter(expected.signature)) {
        expect(() =>
          verifyPostPolicy(new Map(fields).set(signatureField, altered), context),
        ).toThrow(mismatch)
      }
    },
  )
})

describe('the V4 signing key', () => {
  it.each(vectors.filter(({ scheme }) => scheme === 'v4-key'))('$id', ({ input, expected }) => {
    const { accessKeySecret, date, region, product } = input
    expect(deriveSigningKeyV4(accessKeySecret, { date, region, product }).toString('hex')).toBe(
      expected.signingKeyHex,
    )
  })
})

/** What the file holds; which of it depends on the scheme. */
interface Vector {
  readonly id: string
  readonly scheme: string
  readonly input: VectorInput
  readonly expected: Readonly<
    Record<
      | 'stringToSign'
      | 'canonicalRequest'
      | 'signature'
      | 'authorization'
      | 'policyBase64'
      | 'signingKeyHex',
      string
    >
  > & {
    readonly urlQuery: Readonly<Record<string, string>>
    readonly formFields: Readonly<Record<string, string>>
  }
}

interface VectorInput {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string
  readonly method: string
  readonly bucket?: string
  readonly key?: string
  readonly query?: RequestFacts['query']
  readonly headers?: Readonly<Record<string, string>>
  readonly region: string
  readonly product: string
  readonly date: string
  readonly datetime: string
  readonly expires?: number
  readonly additionalHeaders?: readonly string[]
  readonly policyJson: string
}

function readVectors(): readonly Vector[] {
  const file = new URL('../../../../docs/protocol/oss-vectors.json', import.meta.url)
  // The shape of a file in this repository, which the tests themselves prove.
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly vectors: readonly Vector[] }).vectors
}

function describeRequest(input: VectorInput, { tokenInUrl = false } = {}): RequestFacts {
  const { method, bucket = null, key = '', query = [], headers = {}, securityToken } = input
  const lowerCase = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const token =
    securityToken === undefined || tokenInUrl ? {} : { 'x-oss-security-token': securityToken }
  return { method, bucket, key, query, headers: { ...lowerCase, ...token } }
}

function createContext(
  { accessKeyId, accessKeySecret, securityToken, region, product }: VectorInput,
  now: number,
): AuthenticationContext {
  const rights = {
    roleArn: 'acs:ram::1:role/uploader',
    sessionName: 'u-42',
    rolePolicy: null,
    sessionPolicy: null,
  }
  const isTemporary = securityToken !== undefined
  return {
    region: region ?? 'cn-hangzhou',
    product: product ?? 'oss',
    now: () => now,
    accounts: isTemporary ? [] : [{ accessKeyId, accessKeySecret }],
    tokens: createTokens(
      isTemporary
        ? [{ accessKeyId, accessKeySecret, securityToken, expiresAt: now + 1, ...rights }]
        : [],
    ),
  }
}

const mismatch = 'The request signature we calculated does not match the signature you provided.'

function expectOnlyTheRightSignature(
  signature: string,
  sign: (signature: string) => RequestFacts,
  context: AuthenticationContext,
): void {
  const request = sign(signature)
  const [signer] = [...context.accounts, ...context.tokens.toJSON()]
  expect(authenticate(request, context).accessKeyId).toBe(signer?.accessKeyId)
  for (const altered of alterEachCharacter(signature))
    expect(() => authenticate(sign(altered), context)).toThrow(mismatch)

  expect(() => authenticate({ ...request, method: `${request.method}X` }, context)).toThrow(
    mismatch,
  )
  expect(() => authenticate({ ...request, key: `${request.key}x` }, context)).toThrow(mismatch)
  expect(() => authenticate(withHeader(request, 'content-type', 'text/evil'), context)).toThrow(
    mismatch,
  )
  expect(() => authenticate(withHeader(request, 'x-oss-meta-added', '1'), context)).toThrow(
    mismatch,
  )
  expect(() => authenticate(withQuery(request, { uploadId: 'added' }), context)).toThrow(mismatch)
}

/** One wrong character at every place, the last of a base64 text included, whose spare bits decode to nothing. */
function alterEachCharacter(text: string): readonly string[] {
  return Array.from({ length: text.length }, (_, index) => {
    const replacement = text[index] === 'a' ? 'b' : 'a'
    return text.slice(0, index) + replacement + text.slice(index + 1)
  })
}

function withHeader(request: RequestFacts, name: string, value: string): RequestFacts {
  return { ...request, headers: { ...request.headers, [name]: value } }
}

function withQuery(request: RequestFacts, added: Readonly<Record<string, string>>): RequestFacts {
  return { ...request, query: [...request.query, ...Object.entries(added)] }
}
