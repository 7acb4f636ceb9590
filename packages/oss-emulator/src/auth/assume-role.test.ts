import { createServer } from 'node:http'
import OSS from 'ali-oss'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account, Role } from '../auth-context.ts'
import { assumeRole, type AssumeRoleContext } from './assume-role.ts'
import { authenticate } from './authenticate.ts'
import { createNonces } from './nonces.ts'
import { createRpcStringToSign, signRpc } from './rpc-signature.ts'
import { createTokens } from './tokens.ts'

const serverTime = Date.parse('2024-01-02T03:04:05.678Z')
const account: Account = { accessKeyId: 'LTAIaccount', accessKeySecret: 'account secret' }
const role: Role = { arn: 'acs:ram::1234567890123456:role/uploader', maxSessionDuration: 7200 }
const policy = {
  Version: '1',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['oss:PutObject'],
      Resource: ['acs:oss:*:*:demo-bucket/uploads/u-42/*'],
    },
  ],
}

describe('OSS.STS of ali-oss', () => {
  // The client stamps its requests itself.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: serverTime })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('gets a token that signs requests, within its session policy', async () => {
    const { context, url } = await serve()
    const { credentials } = await createClient(url).assumeRole(role.arn, policy, 900, 'u-42')
    expect(credentials).toMatchObject({
      AccessKeyId: expect.stringMatching(/^STS\./),
      Expiration: '2024-01-02T03:19:05Z',
    })

    const client = new OSS({
      region: 'oss-cn-hangzhou',
      accessKeyId: credentials.AccessKeyId,
      accessKeySecret: credentials.AccessKeySecret,
      stsToken: credentials.SecurityToken,
      ...neverRefreshed,
      bucket: 'demo-bucket',
    })
    const signedUrl = new URL(client.signatureUrl('uploads/u-42/a b.png', { method: 'PUT' }))
    const request = {
      method: 'PUT',
      bucket: 'demo-bucket',
      key: 'uploads/u-42/a b.png',
      query: [...signedUrl.searchParams],
      headers: {},
    }
    const { arn, authorize } = authenticate(request, context)

    expect(arn).toBe('acs:ram::1234567890123456:assumed-role/uploader/u-42')
    expect(() =>
      authorize('oss:PutObject', 'acs:oss:*:*:demo-bucket/uploads/u-42/a b.png'),
    ).not.toThrow()
    expect(() =>
      authorize('oss:PutObject', 'acs:oss:*:*:demo-bucket/uploads/u-43/a b.png'),
    ).toThrow("Access denied by authorizer's policy.")
  })

  it('may give the policy as text, or none', async () => {
    const { url, context } = await serve()
    await createClient(url).assumeRole(role.arn, JSON.stringify(policy), 900, 'u-42')
    await createClient(url).assumeRole(role.arn, '', 900, 'u-43')
    expect(context.tokens.toJSON().map(({ sessionPolicy }) => sessionPolicy)).toEqual([
      JSON.stringify(policy),
      null,
    ])
  })

  it('gets tokens of 20 seconds where the server allows it', async () => {
    const { url, context } = await serve({ minimumTokenSeconds: 20 })
    await createClient(url).assumeRole(role.arn, policy, 20, 'u-42')
    expect(context.tokens.toJSON()[0]?.expiresAt).toBe(serverTime + 20_000)
  })

  it.each([
    ['a wrong secret', { accessKeySecret: 'wrong' }, 400, 'SignatureDoesNotMatch'],
    ['an unknown key', { accessKeyId: 'LTAIunknown' }, 404, 'InvalidAccessKeyId.NotFound'],
  ])('reports %s', async (_, keys, status, code) => {
    const { url } = await serve()
    const answer = createClient(url, keys).assumeRole(role.arn, policy, 900, 'u-42')
    await expect(answer).rejects.toMatchObject({
      status,
      code,
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    })
  })

  it('reports a clock that is off by more than 15 minutes', async () => {
    const { url } = await serve({ now: () => serverTime + 15 * 60_000 + 1 })
    await expect(createClient(url).assumeRole(role.arn, policy, 900, 'u-42')).rejects.toMatchObject(
      { status: 400, code: 'InvalidTimeStamp.Expired' },
    )
  })

  it('cannot send one nonce twice', async () => {
    const { url } = await serve()
    vi.spyOn(Math, 'random').mockReturnValue(0.25)
    await createClient(url).assumeRole(role.arn, policy, 900, 'u-42')
    await expect(createClient(url).assumeRole(role.arn, policy, 900, 'u-42')).rejects.toMatchObject(
      { status: 400, code: 'SignatureNonceUsed' },
    )
  })

  it('reports a policy that the emulator would have to ignore', async () => {
    const { url } = await serve()
    const conditional = {
      ...policy,
      Statement: policy.Statement.map((statement) => ({
        ...statement,
        Condition: { IpAddress: {} },
      })),
    }
    await expect(
      createClient(url).assumeRole(role.arn, conditional, 900, 'u-42'),
    ).rejects.toMatchObject({
      status: 400,
      code: 'InvalidParameter.PolicyGrammar',
      message: expect.stringContaining('does not support the element Condition'),
    })
  })
})

describe('assumeRole', () => {
  it('answers who was assumed, with GET as with POST', () => {
    for (const method of ['GET', 'POST']) {
      expect(call({}, { method })).toMatchObject({
        status: 200,
        body: {
          RequestId: expect.any(String),
          AssumedRoleUser: {
            Arn: 'acs:ram::1234567890123456:assumed-role/uploader/u-42',
            AssumedRoleId: '1234567890123456:u-42',
          },
          Credentials: { SecurityToken: expect.any(String), Expiration: '2024-01-02T04:04:05Z' },
        },
      })
    }
  })

  it.each([
    ['Action', 'AssumeRoleWithSAML', 404, 'InvalidAction.NotFound'],
    ['Version', '2014-05-26', 400, 'InvalidVersion'],
    ['Format', 'XML', 400, 'InvalidFormat'],
    ['SignatureMethod', 'HMAC-SHA256', 400, 'InvalidSignatureMethod'],
    ['SignatureVersion', '2.0', 400, 'InvalidSignatureVersion'],
    ['Timestamp', 'now', 400, 'InvalidTimeStamp.Format'],
    ['Timestamp', '2024-01-02T02:49:05Z', 400, 'InvalidTimeStamp.Expired'],
    ['Timestamp', '2024-01-02T03:19:06Z', 400, 'InvalidTimeStamp.Expired'],
    ['RoleArn', 'uploader', 400, 'InvalidParameter.RoleArn'],
    ['RoleArn', 'acs:ram::1234567890123456:user/uploader', 400, 'InvalidParameter.RoleArn'],
    ['RoleArn', 'acs:ram::1234567890123456:role/other', 404, 'EntityNotExist.Role'],
    ['RoleSessionName', 'a', 400, 'InvalidParameter.RoleSessionName'],
    ['RoleSessionName', 'a'.repeat(65), 400, 'InvalidParameter.RoleSessionName'],
    ['RoleSessionName', 'u/42', 400, 'InvalidParameter.RoleSessionName'],
    ['RoleSessionName', 'ü-42', 400, 'InvalidParameter.RoleSessionName'],
    ['DurationSeconds', '899', 400, 'InvalidParameter.DurationSeconds'],
    ['DurationSeconds', '7201', 400, 'InvalidParameter.DurationSeconds'],
    ['DurationSeconds', '1e3', 400, 'InvalidParameter.DurationSeconds'],
    ['DurationSeconds', '', 400, 'InvalidParameter.DurationSeconds'],
    ['Policy', '', 400, 'InvalidParameter.PolicySize'],
    ['Policy', '{}', 400, 'InvalidParameter.PolicyGrammar'],
    ['ExternalId', 'x', 400, 'InvalidParameter.ExternalId'],
  ])('refuses %s "%s"', (name, value, status, code) => {
    expect(call({ [name]: value })).toMatchObject({
      status,
      body: { Code: code, HostId: 'sts.cn-hangzhou.aliyuncs.com' },
    })
  })

  it.each([
    'Action',
    'Version',
    'Format',
    'SignatureMethod',
    'SignatureVersion',
    'AccessKeyId',
    'SignatureNonce',
    'Timestamp',
    'Signature',
    'RoleArn',
    'RoleSessionName',
  ])('needs %s', (name) => {
    expect(call({}, { omit: name })).toMatchObject({
      status: 400,
      body: { Code: `Missing${name}`, Message: `${name} is mandatory for this action.` },
    })
  })

  it.each([
    ['RoleSessionName', 'a.b@c-d_e'],
    ['DurationSeconds', '900'],
    ['DurationSeconds', '7200'],
    ['ExternalId', 'abc:123'],
    ['Timestamp', '2024-01-02T02:49:05.678Z'],
    ['SignatureNonce', "it's (1) * ~ +/="],
  ])('takes %s "%s"', (name, value) => {
    expect(call({ [name]: value }).status).toBe(200)
  })

  it('takes a policy of 2048 characters, and none longer', () => {
    expect(call({ Policy: JSON.stringify(policy).padEnd(2048) }).status).toBe(200)
    expect(call({ Policy: JSON.stringify(policy).padEnd(2049) })).toMatchObject({
      status: 400,
      body: { Code: 'InvalidParameter.PolicySize' },
    })
  })

  it('grants an hour where nobody says how long, or as much as the role gives', () => {
    const { context } = setUp()
    const briefly = { ...context, roles: [{ ...role, maxSessionDuration: 1800 }] }

    call({ SignatureNonce: 'nonce-1' }, { context, omit: 'DurationSeconds' })
    call({ SignatureNonce: 'nonce-2' }, { context: briefly, omit: 'DurationSeconds' })
    expect(context.tokens.toJSON().map(({ expiresAt }) => expiresAt - serverTime)).toEqual([
      3_600_000, 1_800_000,
    ])
  })

  it('gives the token the policy of the role', () => {
    const { context } = setUp()
    call({}, { context: { ...context, roles: [{ ...role, policy: '{"any":1}' }] } })
    expect(context.tokens.toJSON()[0]).toMatchObject({
      rolePolicy: '{"any":1}',
      sessionPolicy: null,
      roleArn: role.arn,
    })
  })

  it('refuses a disabled key, and the key of a token', () => {
    const { context } = setUp()
    const disabled = { ...context, accounts: [{ ...account, enabled: false }] }
    expect(call({}, { context: disabled })).toMatchObject({
      status: 400,
      body: { Code: 'InvalidAccessKeyId.Inactive' },
    })

    const token = context.tokens.issue(
      {
        roleArn: role.arn,
        sessionName: 'u-42',
        rolePolicy: null,
        sessionPolicy: null,
        lifeSeconds: 900,
      },
      serverTime,
    )
    expect(call({}, { context, keys: token })).toMatchObject({
      status: 400,
      body: { Code: 'MissingSecurityToken' },
    })
  })

  it('refuses what was altered after it was signed, and shows what it signed', () => {
    const { context } = setUp()
    const parameters = signCall({})
    parameters.set('DurationSeconds', '7200')
    const { status, body } = assumeRole({ method: 'POST', parameters }, context)
    expect({ status, code: body['Code'] }).toEqual({ status: 400, code: 'SignatureDoesNotMatch' })
    expect(body['Message']).toContain('server string to sign is:POST&%2F&AccessKeyId%3DLTAIaccount')
    expect(assumeRole({ method: 'GET', parameters: signCall({}) }, context).body['Code']).toBe(
      'SignatureDoesNotMatch',
    )
  })

  it('refuses a parameter that comes twice', () => {
    const parameters = signCall({})
    parameters.append('RoleArn', role.arn)
    expect(assumeRole({ method: 'POST', parameters }, setUp().context)).toMatchObject({
      status: 400,
      body: { Code: 'InvalidParameter.RoleArn' },
    })
  })

  it('leaves a nonce unused when the signature is wrong', () => {
    const { context } = setUp()
    const forged = signCall({})
    forged.set('Signature', 'x')
    expect(assumeRole({ method: 'POST', parameters: forged }, context).body['Code']).toBe(
      'SignatureDoesNotMatch',
    )
    expect(call({}, { context }).status).toBe(200)
    expect(call({}, { context })).toMatchObject({
      status: 400,
      body: { Code: 'SignatureNonceUsed' },
    })
  })
})

describe('createNonces', () => {
  it('remembers a nonce as long as its request could be sent again', () => {
    const nonces = createNonces()
    expect(nonces.claim('a', serverTime)).toBe(true)
    expect(nonces.claim('b', serverTime)).toBe(true)
    expect(nonces.claim('a', serverTime + 30 * 60_000)).toBe(false)
    expect(nonces.claim('a', serverTime + 30 * 60_000 + 1)).toBe(true)
  })
})

/** Without these the client prints a warning. */
const neverRefreshed = {
  refreshSTSToken: () => Promise.reject(new Error('Too early.')),
  refreshSTSTokenInterval: 3_600_000,
}

interface CallOptions {
  readonly context?: AssumeRoleContext
  readonly method?: string
  readonly omit?: string
  readonly keys?: Account
}

const servers: { readonly close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

function setUp(overrides: Partial<AssumeRoleContext> = {}) {
  const context: AssumeRoleContext = {
    region: 'cn-hangzhou',
    now: () => serverTime,
    accounts: [account],
    tokens: createTokens(),
    roles: [role],
    nonces: createNonces(),
    ...overrides,
  }
  return { context }
}

function call(
  parameters: Readonly<Record<string, string>>,
  { context = setUp().context, method = 'POST', omit, keys = account }: CallOptions = {},
) {
  return assumeRole(
    {
      method,
      parameters: signCall(parameters, { method, keys, ...(omit === undefined ? {} : { omit }) }),
    },
    context,
  )
}

function signCall(
  overrides: Readonly<Record<string, string>>,
  { method = 'POST', omit = '', keys = account }: Omit<CallOptions, 'context'> = {},
): URLSearchParams {
  const parameters = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2015-04-01',
    Format: 'JSON',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    AccessKeyId: keys.accessKeyId,
    SignatureNonce: 'nonce-1',
    Timestamp: '2024-01-02T03:04:05Z',
    RoleArn: role.arn,
    RoleSessionName: 'u-42',
    DurationSeconds: '3600',
    ...overrides,
  })
  parameters.delete(omit)
  if (omit !== 'Signature')
    parameters.set(
      'Signature',
      signRpc(keys.accessKeySecret, createRpcStringToSign(method, parameters)),
    )
  return parameters
}

function createClient(endpoint: string, keys: Partial<Account> = {}) {
  // A variable, because the client's types do not know `endpoint`.
  const options = { ...account, ...keys, endpoint }
  return new OSS.STS(options)
}

/** A server that does nothing but hand requests to `assumeRole`. */
async function serve(overrides: Partial<AssumeRoleContext> = {}) {
  const { context } = setUp(overrides)
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const parameters = new URLSearchParams(Buffer.concat(chunks).toString())
      const { status, body } = assumeRole({ method: request.method ?? '', parameters }, context)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return { context, url: `http://127.0.0.1:${address.port}` }
}
