import { describe, expect, it } from 'vitest'
import { OssError } from '../oss-error.ts'
import { type PostPolicyContext, verifyPostPolicy } from './post-policy.ts'
import { signV1 } from './signature-v1.ts'
import { deriveSigningKeyV4, signV4 } from './signature-v4.ts'
import { createTokens } from './tokens.ts'

const serverTime = Date.parse('2024-01-02T03:04:05Z')
const expiration = '2024-01-02T04:04:05.000Z'
const credential = 'LTAIaccount/20240102/cn-hangzhou/oss/aliyun_v4_request'
const pinned = [
  { 'x-oss-signature-version': 'OSS4-HMAC-SHA256' },
  { 'x-oss-credential': credential },
  { 'x-oss-date': '20240102T030405Z' },
]

describe('verifyPostPolicy', () => {
  it('says who signed the form, with V1 and V4', () => {
    const { context } = setUp()
    expect(
      verifyPostPolicy(signFormV1({ expiration, conditions: [] }), context).principal.accessKeyId,
    ).toBe('LTAIaccount')
    expect(
      verifyPostPolicy(signFormV4({ expiration, conditions: pinned }), context).principal
        .accessKeyId,
    ).toBe('LTAIaccount')
  })

  it('takes field names in any case', () => {
    const { context } = setUp()
    const fields = new Map(
      [...signFormV1({ expiration, conditions: [] })].map(([name, value]) => [
        name.toUpperCase(),
        value,
      ]),
    )
    expect(verifyPostPolicy(fields, context).principal.accessKeyId).toBe('LTAIaccount')
  })

  it('refuses two fields that differ only in case', () => {
    const fields = signFormV1({ expiration, conditions: [] }, { key: 'a', KEY: 'b' })
    expect(refusal(fields)).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })

  it('knows the holder of a token, and refuses an expired one', () => {
    const { context } = setUp()
    const token = context.tokens.issue(grant, serverTime)
    const fields = signFormV1(
      { expiration, conditions: [] },
      { 'x-oss-security-token': token.securityToken },
      token,
    )

    expect(verifyPostPolicy(fields, context).principal.arn).toBe(
      'acs:ram::1:assumed-role/uploader/u-42',
    )
    expect(refusal(fields, { ...context, now: () => token.expiresAt })).toMatchObject({
      code: 'SecurityTokenExpired',
    })
    fields.delete('x-oss-security-token')
    expect(refusal(fields, context)).toMatchObject({
      code: 'InvalidAccessKeyId',
      ec: '0002-00000003',
    })
  })

  it('refuses a form that nobody signed, or that is signed twice', () => {
    expect(refusal(new Map([['key', 'a']]))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      ec: '0003-00000905',
    })
    const twice = new Map([
      ...signFormV1({ expiration, conditions: [] }),
      ...signFormV4({ expiration, conditions: pinned }),
    ])
    expect(refusal(twice)).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })

  it.each(['OSSAccessKeyId', 'policy', 'Signature'])('needs the field %s with V1', (name) => {
    const fields = signFormV1({ expiration, conditions: [] })
    fields.delete(name)
    expect(refusal(fields)).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      details: { ArgumentName: name },
    })
  })

  it.each([
    'x-oss-credential',
    'x-oss-date',
    'x-oss-signature-version',
    'x-oss-signature',
    'policy',
  ])('needs the field %s with V4', (name) => {
    const fields = signFormV4({ expiration, conditions: pinned })
    fields.delete(name)
    expect(refusal(fields)).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      details: { ArgumentName: name },
    })
  })

  it('refuses a policy that was altered after it was signed', () => {
    for (const fields of [
      signFormV1({ expiration, conditions: [] }),
      signFormV4({ expiration, conditions: pinned }),
    ]) {
      fields.set('policy', encode({ expiration: '2099-01-01T00:00:00Z', conditions: pinned }))
      expect(refusal(fields)).toMatchObject({
        status: 403,
        code: 'SignatureDoesNotMatch',
        details: { StringToSign: fields.get('policy') },
      })
    }
  })

  it('refuses a V4 form for another region or day', () => {
    const wrongRegion = signFormV4({ expiration, conditions: pinned }).set(
      'x-oss-credential',
      credential.replace('hangzhou', 'beijing'),
    )
    const wrongDay = signFormV4({ expiration, conditions: pinned }).set(
      'x-oss-date',
      '20240103T030405Z',
    )
    expect(refusal(wrongRegion)).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      ec: '0002-00000226',
    })
    expect(refusal(wrongDay)).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      ec: '0002-00000223',
    })
  })

  it.each([0, 1, 2])('wants the fields of a V4 signature in the conditions', (left) => {
    const fields = signFormV4({
      expiration,
      conditions: pinned.filter((_, index) => index !== left),
    })
    expect(refusal(fields)).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(refusal(fields).message).toContain(Object.keys(pinned[left] ?? {})[0])
  })

  it('holds until the very millisecond of its expiration', () => {
    const { context } = setUp()
    const fields = signFormV1({ expiration, conditions: [] })
    expect(() =>
      verifyPostPolicy(fields, { ...context, now: () => Date.parse(expiration) }),
    ).not.toThrow()
    expect(refusal(fields, { now: () => Date.parse(expiration) + 1 })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Policy expired.',
      ec: '0006-00000213',
    })
  })

  it.each([
    ['no expiration', { conditions: [] }],
    ['an expiration that is no date', { expiration: 'tomorrow', conditions: [] }],
    ['a date that does not exist', { expiration: '2024-13-01T00:00:00Z', conditions: [] }],
    ['no conditions', { expiration }],
    ['an unknown condition', { expiration, conditions: [['ends-with', '$key', 'x']] }],
    ['a condition that is a text', { expiration, conditions: ['x'] }],
    ['an object of two properties', { expiration, conditions: [{ bucket: 'a', key: 'b' }] }],
    ['a name without $', { expiration, conditions: [['eq', 'key', 'a']] }],
    ['a number for a text', { expiration, conditions: [['eq', '$key', 1]] }],
    ['a text for a list', { expiration, conditions: [['not-in', '$cache-control', 'no-cache']] }],
    ['a range of texts', { expiration, conditions: [['content-length-range', '1', '2']] }],
    ['a range upside down', { expiration, conditions: [['content-length-range', 2, 1]] }],
    ['a list', []],
    ['null', null],
  ])('cannot read a policy with %s', (_, policy) => {
    expect(refusal(signFormV1(policy))).toMatchObject({
      status: 400,
      code: 'InvalidPolicyDocument',
    })
    expect(refusal(signFormV1(policy)).message).toMatch(/^Invalid Policy: /)
  })

  it('cannot read a policy that is not base64, or not JSON', () => {
    for (const text of ['{"expiration"}', Buffer.from('{').toString('base64')]) {
      const fields = new Map([
        ['OSSAccessKeyId', 'LTAIaccount'],
        ['policy', text],
        ['Signature', signV1('account secret', text)],
      ])
      expect(refusal(fields)).toMatchObject({ status: 400, code: 'InvalidPolicyDocument' })
    }
  })
})

describe('contentLengthRange', () => {
  it.each([
    [[], null],
    [[['content-length-range', 1, 10]], { min: 1, max: 10 }],
    [
      [
        ['content-length-range', 1, 10],
        ['content-length-range', 5, 20],
      ],
      { min: 5, max: 10 },
    ],
  ])('of %j is %j', (conditions, range) => {
    expect(
      verifyPostPolicy(signFormV1({ expiration, conditions }), setUp().context).contentLengthRange,
    ).toEqual(range)
  })
})

describe('checkConditions', () => {
  it.each([
    [{ bucket: 'demo-bucket' }, {}],
    [['eq', '$key', 'a'], { key: 'a' }],
    [['eq', '$Content-Type', 'image/png'], { 'content-type': 'image/png' }],
    [['starts-with', '$key', 'uploads/u-42/'], { key: 'uploads/u-42/a' }],
    [['starts-with', '$x-oss-meta-name', ''], {}],
    [['in', '$content-type', ['image/png', 'image/jpeg']], { 'Content-Type': 'image/jpeg' }],
    [['not-in', '$cache-control', ['no-cache']], { 'Cache-Control': 'max-age=60' }],
    [['not-in', '$cache-control', ['no-cache']], {}],
    [['content-length-range', 1, 2], {}],
  ])('finds %j to hold for %j', (condition, fields) => {
    const grant = verifyPostPolicy(
      signFormV1({ expiration, conditions: [condition] }, fields),
      setUp().context,
    )
    expect(() => grant.checkConditions()).not.toThrow()
  })

  it.each([
    [{ bucket: 'other' }, {}],
    [{ bucket: 'other' }, { bucket: 'other' }],
    [['eq', '$key', 'a'], { key: 'ab' }],
    [['eq', '$key', 'a'], {}],
    [{ 'X-OSS-Object-ACL': 'private' }, { 'x-oss-object-acl': 'public-read' }],
    [['starts-with', '$key', 'uploads/u-42/'], { key: 'uploads/u-4/a' }],
    [['in', '$content-type', ['image/png', 'image/jpeg']], { 'Content-Type': 'text/html' }],
    [['in', '$content-type', ['image/png', 'image/jpeg']], {}],
    [['not-in', '$cache-control', ['no-cache']], { 'Cache-Control': 'no-cache' }],
  ])('finds %j to fail for %j', (condition, fields) => {
    const grant = verifyPostPolicy(
      signFormV1({ expiration, conditions: [condition] }, fields),
      setUp().context,
    )
    expect(() => grant.checkConditions()).toThrow(
      'Invalid according to Policy: Policy Condition failed: [',
    )
  })

  it('names the condition that failed', () => {
    const conditions = [
      { bucket: 'demo-bucket' },
      ['starts-with', '$key', 'uploads/u-42/'],
      ['eq', '$key', 'x'],
    ]
    const grant = verifyPostPolicy(
      signFormV1({ expiration, conditions }, { key: 'elsewhere' }),
      setUp().context,
    )
    expect(catchError(() => grant.checkConditions())).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message:
        'Invalid according to Policy: Policy Condition failed: ["starts-with", "$key", "uploads/u-42/"]',
    })
  })

  it('looks at what fields stand for, where the caller knows it', () => {
    const conditions = [
      ['starts-with', '$key', 'uploads/'],
      ['eq', '$content-type', 'image/png'],
    ]
    const grant = verifyPostPolicy(
      signFormV1({ expiration, conditions }, { key: 'uploads/${filename}' }),
      setUp().context,
    )
    expect(() =>
      grant.checkConditions({ key: 'uploads/a.png', 'Content-Type': 'image/png' }),
    ).not.toThrow()
    expect(() => grant.checkConditions({ key: 'uploads/a.png' })).toThrow('"$content-type"')
    expect(() => grant.checkConditions({ key: '../a.png', 'Content-Type': 'image/png' })).toThrow(
      '"$key"',
    )
  })
})

const account = { accessKeyId: 'LTAIaccount', accessKeySecret: 'account secret' }
const grant = {
  roleArn: 'acs:ram::1:role/uploader',
  sessionName: 'u-42',
  rolePolicy: null,
  sessionPolicy: null,
  lifeSeconds: 900,
}

function setUp() {
  const context: PostPolicyContext = {
    region: 'cn-hangzhou',
    bucket: 'demo-bucket',
    now: () => serverTime,
    accounts: [account],
    tokens: createTokens(),
  }
  return { context }
}

function signFormV1(
  policy: unknown,
  fields: Readonly<Record<string, string>> = {},
  keys = account,
): Map<string, string> {
  const encoded = encode(policy)
  const signature = signV1(keys.accessKeySecret, encoded)
  return new Map([
    ...Object.entries(fields),
    ['OSSAccessKeyId', keys.accessKeyId],
    ['policy', encoded],
    ['Signature', signature],
  ])
}

function signFormV4(policy: unknown): Map<string, string> {
  const encoded = encode(policy)
  const key = deriveSigningKeyV4(account.accessKeySecret, {
    date: '20240102',
    region: 'cn-hangzhou',
    product: 'oss',
  })
  return new Map([
    ['x-oss-signature-version', 'OSS4-HMAC-SHA256'],
    ['x-oss-credential', credential],
    ['x-oss-date', '20240102T030405Z'],
    ['policy', encoded],
    ['x-oss-signature', signV4(key, encoded)],
  ])
}

function encode(policy: unknown): string {
  return Buffer.from(JSON.stringify(policy)).toString('base64')
}

function refusal(
  fields: ReadonlyMap<string, string>,
  overrides: Partial<PostPolicyContext> = {},
): OssError {
  return catchError(() => verifyPostPolicy(fields, { ...setUp().context, ...overrides }))
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
