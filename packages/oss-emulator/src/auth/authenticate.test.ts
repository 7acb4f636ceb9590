import { assert, constantFrom, nat, property, record, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OssError } from '../oss-error.ts'
import type { RequestFacts } from '../request-facts.ts'
import { authenticate } from './authenticate.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import { createStringToSignV1, signV1 } from './signature-v1.ts'
import {
  createCanonicalRequestV4,
  createStringToSignV4,
  deriveSigningKeyV4,
  signV4,
} from './signature-v4.ts'
import { createTokens } from './tokens.ts'

const serverTime = Date.parse('2024-01-02T03:04:05Z')
const datetime = '20240102T030405Z'
const httpDate = 'Tue, 02 Jan 2024 03:04:05 GMT'
const minute = 60_000
const scheme = constantFrom('header V1', 'URL V1', 'header V4', 'URL V4')

describe('authenticate', () => {
  it.each(['header V1', 'URL V1', 'header V4', 'URL V4'] as const)(
    'knows who signed with %s, with and without a token',
    (how) => {
      const { context, account, token } = setUp()

      expect(authenticate(sign(how, put, account), context)).toMatchObject({
        accessKeyId: account.accessKeyId,
        arn: null,
      })
      expect(authenticate(sign(how, put, token), context).arn).toBe(
        'acs:ram::1234567890123456:assumed-role/uploader/u-42',
      )
    },
  )

  it('never takes an altered request or signature', () => {
    const { context, account } = setUp()
    const anyRequest = record({
      method: constantFrom('GET', 'PUT', 'POST', 'DELETE'),
      key: string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      uploadId: string({ minLength: 1, maxLength: 20 }),
      contentType: constantFrom('image/png', 'video/mp4'),
    })
    assert(
      property(
        anyRequest,
        scheme,
        nat(),
        constantFrom('method', 'key', 'uploadId', 'contentType', 'signature'),
        (facts, how, place, altered) => {
          const signed = sign(how, toRequest(facts), account)
          expect(authenticate(signed, context).accessKeyId).toBe(account.accessKeyId)

          const forged =
            altered === 'signature'
              ? alterSignature(signed, place)
              : mix(signed, toRequest({ ...facts, [altered]: `${facts[altered]}x` }))
          expect(catchError(() => authenticate(forged, context)).code).toMatch(
            /^(SignatureDoesNotMatch|InvalidArgument)$/,
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  it('refuses a request that nobody signed', () => {
    expect(refusal(put)).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      ec: '0003-00000905',
      message: 'Anonymous access is forbidden for this operation.',
    })
  })

  it.each(['URL V1', 'URL V4'] as const)(
    'refuses a signature in the header and in the URL (%s)',
    (how) => {
      const { account } = setUp()
      const header = sign('header V4', put, account).headers['authorization'] ?? ''
      expect(refusal(withHeader(sign(how, put, account), 'authorization', header))).toMatchObject({
        status: 400,
        code: 'InvalidArgument',
      })
    },
  )

  it('refuses a URL signed with V1 and V4', () => {
    const { account } = setUp()
    expect(refusal(sign('URL V1', sign('URL V4', put, account), account))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
    })
  })

  it.each(['Bearer abc', 'OSS', 'OSS ak', 'OSS ak:', 'OSS :abc', 'OSS4-HMAC-SHA256', 'oss ak:abc'])(
    'refuses the header "%s"',
    (authorization) => {
      expect(refusal(withHeader(put, 'authorization', authorization))).toMatchObject({
        status: 400,
        code: 'InvalidArgument',
        details: { ArgumentName: 'Authorization', ArgumentValue: authorization },
      })
    },
  )

  it('says what it signed when the signature is wrong', () => {
    const { account } = setUp()
    const v1 = refusal(sign('header V1', put, { ...account, accessKeySecret: 'wrong' }))
    expect(v1).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch', ec: '0002-00000040' })
    expect(v1.message).toBe(
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    )
    expect(v1.details).toEqual({
      OSSAccessKeyId: account.accessKeyId,
      SignatureProvided: expect.stringMatching(/^[\w+/]{27}=$/),
      StringToSign: `PUT\n\nimage/png\n${httpDate}\nx-oss-date:${httpDate}\n/demo-bucket/a.png`,
      StringToSignBytes: expect.stringMatching(/^50 55 54 0A 0A 69 6D 61 67 65 2F 70 6E 67 0A/),
    })

    const v4 = refusal(sign('header V4', put, { ...account, accessKeySecret: 'wrong' }))
    expect(v4).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch', ec: '0002-00000201' })
    expect(v4.details['StringToSign']).toMatch(
      /^OSS4-HMAC-SHA256\n20240102T030405Z\n20240102\/cn-hangzhou\/oss\/aliyun_v4_request\n[0-9a-f]{64}$/,
    )
    expect(v4.details['CanonicalRequest']).toMatch(/^PUT\n\/demo-bucket\/a\.png\n/)
  })
})

describe('the time of a request', () => {
  it.each(['header V1', 'header V4'] as const)(
    'may be 15 minutes off with %s, both ways, and no more',
    (how) => {
      const { context, account } = setUp()
      const request = sign(how, put, account)

      for (const off of [-15 * minute, 15 * minute])
        expect(() =>
          authenticate(request, { ...context, now: () => serverTime + off }),
        ).not.toThrow()
      for (const off of [-15 * minute - 1, 15 * minute + 1]) {
        const now = serverTime + off
        expect(refusal(request, { now: () => now })).toMatchObject({
          status: 403,
          code: 'RequestTimeTooSkewed',
          ec: '0002-00000504',
          details: {
            MaxAllowedSkewMilliseconds: 900000,
            RequestTime: '2024-01-02T03:04:05.000Z',
            ServerTime: new Date(now).toISOString(),
          },
        })
      }
    },
  )

  it.each(['header V1', 'header V4'] as const)('has to be there with %s', (how) => {
    const { account } = setUp()
    for (const date of [
      '',
      'yesterday',
      '2024-01-02',
      'Tue, 30 Feb 2024 03:04:05 GMT',
      '20240230T030405Z',
    ]) {
      const { 'x-oss-date': _, ...headers } = sign(how, put, account).headers
      const request = {
        ...put,
        headers: date === '' ? headers : { ...headers, 'x-oss-date': date },
      }
      expect(refusal(request)).toMatchObject({
        status: 403,
        code: 'AccessDenied',
        ec: '0002-00000503',
        message: 'OSS authentication requires a valid Date.',
      })
    }
  })

  it('may be in the Date header with V1, for clients that can set it', () => {
    const { context, account } = setUp()
    const dated = withHeader(put, 'date', httpDate)
    const signature = signV1(account.accessKeySecret, createStringToSignV1(dated, httpDate))
    expect(() =>
      authenticate(
        withHeader(dated, 'authorization', `OSS ${account.accessKeyId}:${signature}`),
        context,
      ),
    ).not.toThrow()
  })

  it.each(['URL V1', 'URL V4'] as const)(
    'may lie anywhere in the life of a %s, and not after',
    (how) => {
      const { context, account } = setUp()
      const request = sign(how, put, account)

      expect(() =>
        authenticate(request, { ...context, now: () => serverTime + 600_000 }),
      ).not.toThrow()
      expect(refusal(request, { now: () => serverTime + 600_001 })).toMatchObject({
        status: 403,
        code: 'AccessDenied',
        message: 'Request has expired.',
        ec: '0002-00000069',
        details: { Expires: '2024-01-02T03:14:05.000Z', ServerTime: '2024-01-02T03:14:05.001Z' },
      })
    },
  )

  it('may be 15 minutes before a V4 URL was made, and no earlier; a V1 URL knows no beginning', () => {
    const { context, account } = setUp()
    const early = { ...context, now: () => serverTime - 15 * minute - 1 }

    expect(() =>
      authenticate(sign('URL V4', put, account), {
        ...context,
        now: () => serverTime - 15 * minute,
      }),
    ).not.toThrow()
    expect(refusal(sign('URL V4', put, account), early)).toMatchObject({
      status: 403,
      ec: '0002-00000235',
    })
    expect(() => authenticate(sign('URL V1', put, account), early)).not.toThrow()
  })
})

describe('a V4 credential', () => {
  it.each([
    [
      'another region',
      { region: 'cn-beijing' },
      'Invalid signing region in Authorization header.',
      '0002-00000226',
    ],
    [
      'another product',
      { product: 'oss-cloudbox' },
      'Invalid signing product in Authorization header.',
      '0002-00000227',
    ],
    [
      'another day',
      { date: '20240103' },
      'Invalid signing date in Authorization header.',
      '0002-00000212',
    ],
    [
      'no day',
      { date: '2024-01-02' },
      'Invalid signing date in Authorization header.',
      '0002-00000212',
    ],
  ])('for %s is refused', (_, scope, message, ec) => {
    const { account } = setUp()
    expect(refusal(sign('header V4', put, account, { scope }))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message,
      ec,
    })
  })

  it('for another day is refused in a URL, too', () => {
    const { account } = setUp()
    expect(refusal(sign('URL V4', put, account, { scope: { date: '20240103' } }))).toMatchObject({
      code: 'InvalidArgument',
      ec: '0002-00000223',
    })
  })

  it.each([
    'ak',
    'ak/20240102/cn-hangzhou/oss',
    'ak/20240102/cn-hangzhou/oss/aws4_request',
    '/20240102/cn-hangzhou/oss/aliyun_v4_request',
    'ak/20240102/cn-hangzhou/oss/aliyun_v4_request/x',
  ])('that reads "%s" is refused', (credential) => {
    const signed = withHeader(
      v4Facts,
      'authorization',
      `OSS4-HMAC-SHA256 Credential=${credential},Signature=${'0'.repeat(64)}`,
    )
    expect(refusal(signed)).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: 'Invalid credential in Authorization header.',
    })
  })
})

describe('a V4 Authorization header', () => {
  it('may have blanks after its commas, as in the documentation', () => {
    const { context, account } = setUp()
    const request = sign('header V4', put, account, { additionalHeaders: ['host'] })
    const spaced = request.headers['authorization']?.replaceAll(',', ', ') ?? ''
    expect(spaced).toContain(', AdditionalHeaders=host, Signature=')
    expect(() => authenticate(withHeader(request, 'authorization', spaced), context)).not.toThrow()
  })

  it('protects additional headers, and only them', () => {
    const { context, account } = setUp()
    const request = sign('header V4', withHeader(put, 'range', 'bytes=0-9'), account, {
      additionalHeaders: ['host', 'range'],
    })

    expect(() => authenticate(withHeader(request, 'user-agent', 'other'), context)).not.toThrow()
    expect(refusal(withHeader(request, 'range', 'bytes=0-99'))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
    const { range: _, ...rangeless } = request.headers
    expect(refusal({ ...request, headers: rangeless })).toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
  })

  it('protects additional headers of a URL, too', () => {
    const { context, account } = setUp()
    const request = sign('URL V4', put, account, { additionalHeaders: ['host'] })
    expect(() => authenticate(request, context)).not.toThrow()
    expect(refusal(withHeader(request, 'host', 'evil.example'))).toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
  })

  it.each(['', ';', 'host;'])('is refused with the additional headers "%s"', (names) => {
    const request = withHeader(
      v4Facts,
      'authorization',
      `${v4Credential},AdditionalHeaders=${names},Signature=0`,
    )
    expect(refusal(request)).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      ec: '0002-00000209',
    })
  })

  it.each([
    '',
    ',Signature=0,Signature=0',
    ',Signature=0,Extra=1',
    ',SignedHeaders=host,Signature=0',
    ' Signature=0',
  ])('is refused when it goes on with "%s"', (rest) => {
    expect(refusal(withHeader(v4Facts, 'authorization', v4Credential + rest))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
    })
  })

  it.each(['0'.repeat(64), undefined])(
    'takes no payload hash but UNSIGNED-PAYLOAD, not %s',
    (hash) => {
      const { 'x-oss-content-sha256': _, ...headers } = v4Facts.headers
      const request = {
        ...v4Facts,
        headers: {
          ...headers,
          authorization: `${v4Credential},Signature=0`,
          ...(hash === undefined ? {} : { 'x-oss-content-sha256': hash }),
        },
      }
      expect(refusal(request)).toMatchObject({
        status: 400,
        code: 'InvalidArgument',
        ec: '0002-00000214',
      })
    },
  )
})

describe('a signed URL', () => {
  it.each(['OSSAccessKeyId', 'Expires', 'Signature'])('needs %s with V1', (missing) => {
    const { account } = setUp()
    expect(refusal(without(sign('URL V1', put, account), missing))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message:
        'Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters',
    })
  })

  it.each(['abc', '', '1.5', '-1', '1e9'])('does not take "%s" for Expires', (expires) => {
    const { account } = setUp()
    const request = without(sign('URL V1', put, account), 'Expires')
    expect(refusal(withQuery(request, { Expires: expires }))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      ec: '0002-00000070',
    })
  })

  it.each(['x-oss-signature-version', 'x-oss-credential', 'x-oss-date', 'x-oss-signature'])(
    'needs %s with V4',
    (missing) => {
      const { account } = setUp()
      expect(refusal(without(sign('URL V4', put, account), missing))).toMatchObject({
        status: 400,
        code: 'InvalidArgument',
        details: { ArgumentName: missing },
      })
    },
  )

  it.each([
    [undefined, '0002-00000215'],
    ['', '0002-00000216'],
    ['0', '0002-00000232'],
    ['604801', '0002-00000232'],
    ['abc', '0002-00000232'],
    ['-5', '0002-00000232'],
  ])('does not take %j for x-oss-expires', (expires, ec) => {
    const { account } = setUp()
    const request = without(sign('URL V4', put, account), 'x-oss-expires')
    expect(
      refusal(expires === undefined ? request : withQuery(request, { 'x-oss-expires': expires })),
    ).toMatchObject({ status: 400, code: 'InvalidArgument', ec })
  })

  it('does not take another version, nor a malformed date', () => {
    const { account } = setUp()
    const signed = sign('URL V4', put, account)
    expect(
      refusal(
        withQuery(without(signed, 'x-oss-signature-version'), {
          'x-oss-signature-version': 'OSS2',
        }),
      ),
    ).toMatchObject({ status: 400 })
    expect(
      refusal(withQuery(without(signed, 'x-oss-date'), { 'x-oss-date': httpDate })),
    ).toMatchObject({ status: 400 })
  })

  it('does not take a parameter of its signature twice', () => {
    const { account } = setUp()
    expect(
      refusal(withQuery(sign('URL V4', put, account), { 'x-oss-expires': '604800' })),
    ).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(
      refusal(withQuery(sign('URL V1', put, account), { Expires: '99999999999' })),
    ).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })
})

describe('keys and tokens', () => {
  it('that are unknown or disabled are refused', () => {
    const { account } = setUp()
    const unknown = { ...account, accessKeyId: 'LTAIunknown' }
    expect(refusal(sign('header V4', put, unknown))).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
      ec: '0002-00000902',
      message: 'The OSS Access Key Id you provided does not exist in our records.',
      details: { OSSAccessKeyId: 'LTAIunknown' },
    })
    expect(
      refusal(sign('header V4', put, account), { accounts: [{ ...account, enabled: false }] }),
    ).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
      ec: '0002-00000904',
      message: 'The OSS Access Key Id you provided is disabled.',
    })
  })

  it('says when the token of a temporary key is missing', () => {
    const { context, token } = setUp()
    const { securityToken: _, ...tokenless } = token
    const error = refusal(sign('header V4', put, tokenless), context)
    expect(error).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
      ec: '0002-00000003',
      details: { OSSAccessKeyId: token.accessKeyId },
    })
    expect(error.message).toContain('The Security Token may be lost')
  })

  it('says when a token has expired, by its own time or at will', () => {
    const { context, token } = setUp()
    const request = sign('URL V4', put, token)
    const expired = {
      status: 403,
      code: 'SecurityTokenExpired',
      ec: '0002-00000007',
      details: { SecurityToken: token.securityToken },
    }

    expect(() =>
      authenticate(request, { ...context, now: () => serverTime + 19_999 }),
    ).not.toThrow()
    expect(refusal(request, { ...context, now: () => serverTime + 20_000 })).toMatchObject(expired)
    context.tokens.expireAll(serverTime)
    expect(refusal(request, context)).toMatchObject(expired)
  })

  it('says when a token is damaged', () => {
    const { context, token } = setUp()
    const damaged = { ...token, securityToken: `${token.securityToken}x` }
    expect(refusal(sign('header V1', put, damaged), context)).toMatchObject({
      status: 403,
      code: 'InvalidSecurityToken',
      ec: '0002-00000006',
      details: { SecurityToken: damaged.securityToken },
    })
  })

  it('says when key and token come from different calls', () => {
    const { context, token, account } = setUp()
    const other = context.tokens.issue(grant, serverTime)
    for (const { accessKeyId } of [other, account]) {
      expect(refusal(sign('header V4', put, { ...token, accessKeyId }), context)).toMatchObject({
        status: 403,
        code: 'AccessKeyIdAndSecurityTokenNotMatch',
        ec: '0002-00000004',
      })
    }
  })

  it('does not know a revoked token', () => {
    const { context, token } = setUp()
    context.tokens.revoke(token.accessKeyId)
    expect(refusal(sign('header V4', put, token), context)).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
      ec: '0002-00000002',
    })
  })

  it('refuses a token that is in the header and in the URL', () => {
    const { context, token } = setUp()
    const v1 = withHeader(sign('URL V1', put, token), 'x-oss-security-token', token.securityToken)
    const v4 = withHeader(sign('URL V4', put, token), 'x-oss-security-token', token.securityToken)
    for (const request of [v1, v4])
      expect(refusal(request, context)).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })

  it('enforces the session policy of a token', () => {
    const { context, token } = setUp()
    const { authorize } = authenticate(sign('header V4', put, token), context)
    expect(() =>
      authorize('oss:PutObject', 'acs:oss:*:*:demo-bucket/uploads/u-42/a.png'),
    ).not.toThrow()
    expect(() => authorize('oss:PutObject', 'acs:oss:*:*:demo-bucket/uploads/u-43/a.png')).toThrow(
      "Access denied by authorizer's policy.",
    )
  })
})

interface Keys {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string
}

type Scheme = 'header V1' | 'URL V1' | 'header V4' | 'URL V4'

interface SignOptions {
  readonly additionalHeaders?: readonly string[]
  readonly scope?: { readonly date?: string; readonly region?: string; readonly product?: string }
}

const put: RequestFacts = {
  method: 'PUT',
  bucket: 'demo-bucket',
  key: 'a.png',
  query: [],
  headers: { host: 'demo-bucket.oss-cn-hangzhou.aliyuncs.com', 'content-type': 'image/png' },
}
const v4Facts: RequestFacts = {
  ...put,
  headers: { ...put.headers, 'x-oss-date': datetime, 'x-oss-content-sha256': 'UNSIGNED-PAYLOAD' },
}
const v4Credential =
  'OSS4-HMAC-SHA256 Credential=LTAIaccount/20240102/cn-hangzhou/oss/aliyun_v4_request'

const grant = {
  roleArn: 'acs:ram::1234567890123456:role/uploader',
  sessionName: 'u-42',
  rolePolicy: null,
  sessionPolicy: JSON.stringify({
    Version: '1',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'oss:PutObject',
        Resource: 'acs:oss:*:*:demo-bucket/uploads/u-42/*',
      },
    ],
  }),
  lifeSeconds: 20,
}

function setUp() {
  const account = { accessKeyId: 'LTAIaccount', accessKeySecret: 'account secret' }
  const tokens = createTokens()
  const token = tokens.issue(grant, serverTime)
  const context: AuthenticationContext = {
    region: 'cn-hangzhou',
    now: () => serverTime,
    accounts: [account],
    tokens,
  }
  return { context, account, token }
}

/** What a client of each scheme does; URLs live for 600 s. */
function sign(
  how: Scheme,
  request: RequestFacts,
  keys: Keys,
  { additionalHeaders = [], scope = {} }: SignOptions = {},
): RequestFacts {
  const { accessKeyId, accessKeySecret, securityToken } = keys
  const fullScope = { date: '20240102', region: 'cn-hangzhou', product: 'oss', ...scope }
  const credential = `${accessKeyId}/${fullScope.date}/${fullScope.region}/${fullScope.product}/aliyun_v4_request`
  const signV4With = (ready: RequestFacts) =>
    signV4(
      deriveSigningKeyV4(accessKeySecret, fullScope),
      createStringToSignV4(createCanonicalRequestV4(ready, additionalHeaders), datetime, fullScope),
    )
  const tokenHeader = securityToken === undefined ? {} : { 'x-oss-security-token': securityToken }

  if (how === 'header V1') {
    const ready = {
      ...request,
      headers: { ...request.headers, 'x-oss-date': httpDate, ...tokenHeader },
    }
    return withHeader(
      ready,
      'authorization',
      `OSS ${accessKeyId}:${signV1(accessKeySecret, createStringToSignV1(ready, httpDate))}`,
    )
  }
  if (how === 'URL V1') {
    const expires = String(serverTime / 1000 + 600)
    const ready = withQuery(request, {
      OSSAccessKeyId: accessKeyId,
      Expires: expires,
      ...(securityToken === undefined ? {} : { 'security-token': securityToken }),
    })
    return withQuery(ready, {
      Signature: signV1(accessKeySecret, createStringToSignV1(ready, expires)),
    })
  }
  if (how === 'header V4') {
    const ready = {
      ...request,
      headers: {
        ...request.headers,
        'x-oss-date': datetime,
        'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
        ...tokenHeader,
      },
    }
    const additional =
      additionalHeaders.length === 0 ? '' : `,AdditionalHeaders=${additionalHeaders.join(';')}`
    return withHeader(
      ready,
      'authorization',
      `OSS4-HMAC-SHA256 Credential=${credential}${additional},Signature=${signV4With(ready)}`,
    )
  }
  const ready = withQuery(request, {
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': credential,
    'x-oss-date': datetime,
    'x-oss-expires': '600',
    ...(additionalHeaders.length === 0
      ? {}
      : { 'x-oss-additional-headers': additionalHeaders.join(';') }),
    ...tokenHeader,
  })
  return withQuery(ready, { 'x-oss-signature': signV4With(ready) })
}

function toRequest(facts: {
  readonly method: string
  readonly key: string
  readonly uploadId: string
  readonly contentType: string
}): RequestFacts {
  const { method, key, uploadId, contentType } = facts
  return {
    ...put,
    method,
    key,
    query: [['uploadId', uploadId]],
    headers: { ...put.headers, 'content-type': contentType },
  }
}

/** The signature of one request on the facts of another. */
function mix(signed: RequestFacts, facts: RequestFacts): RequestFacts {
  const signatureQuery = signed.query.filter(([name]) => name !== 'uploadId')
  return {
    ...facts,
    query: [...facts.query, ...signatureQuery],
    headers: { ...signed.headers, 'content-type': facts.headers['content-type'] ?? '' },
  }
}

function alterSignature(request: RequestFacts, place: number): RequestFacts {
  const alter = (text: string, start: number) => {
    const index = start + (place % (text.length - start))
    return text.slice(0, index) + (text[index] === 'a' ? 'b' : 'a') + text.slice(index + 1)
  }
  const authorization = request.headers['authorization']
  if (authorization !== undefined) {
    const start = authorization.includes('Signature=')
      ? authorization.indexOf('Signature=') + 10
      : authorization.indexOf(':') + 1
    return withHeader(request, 'authorization', alter(authorization, start))
  }
  return {
    ...request,
    query: request.query.map(([name, value]) =>
      /^(x-oss-s|S)ignature$/.test(name) ? [name, alter(value, 0)] : [name, value],
    ),
  }
}

function withHeader(request: RequestFacts, name: string, value: string): RequestFacts {
  return { ...request, headers: { ...request.headers, [name]: value } }
}

function withQuery(request: RequestFacts, added: Readonly<Record<string, string>>): RequestFacts {
  return { ...request, query: [...request.query, ...Object.entries(added)] }
}

function without(request: RequestFacts, parameter: string): RequestFacts {
  return { ...request, query: request.query.filter(([name]) => name !== parameter) }
}

function refusal(request: RequestFacts, overrides: Partial<AuthenticationContext> = {}): OssError {
  return catchError(() => authenticate(request, { ...setUp().context, ...overrides }))
}

function catchError(run: () => void): OssError {
  try {
    run()
  } catch (error) {
    if (error instanceof OssError) return error
    throw error
  }
  throw new Error('Nothing was refused.')
}
