import OSS from 'ali-oss'
import { assert, asyncProperty, constantFrom, property, string } from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RequestFacts } from '../request-facts.ts'
import { authenticate } from './authenticate.ts'
import type { AuthenticationContext } from './authentication-context.ts'
import { createTokens } from './tokens.ts'

const serverTime = Date.parse('2024-01-02T03:04:05.678Z')

describe('a URL that ali-oss signed', () => {
  // The client takes the time from the system.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: serverTime })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is accepted with V1, whatever the key', () => {
    const { client, context } = setUp()
    assert(
      property(anyKey, (key) => {
        const url = client.signatureUrl(key, {
          method: 'PUT',
          expires: 60,
          subResource: { partNumber: '1', uploadId: 'an upload+id' },
        })
        expect(authenticate(readUrl('PUT', key, url), context).arn).toBe(
          'acs:ram::1:assumed-role/uploader/u-42',
        )
      }),
    )
  })

  it('is accepted with V4, whatever the key', async () => {
    const { client, context } = setUp()
    const operation = constantFrom(
      { method: 'POST', queries: { uploads: null } },
      { method: 'PUT', queries: { partNumber: '1', uploadId: 'an upload+id' } },
      { method: 'GET', queries: { uploadId: 'an upload+id', 'part-number-marker': '7' } },
      { method: 'DELETE', queries: { uploadId: 'an upload+id' } },
    )
    await assert(
      asyncProperty(anyKey, operation, async (key, { method, queries }) => {
        // The client's types do not know the names of all methods, nor null.
        const sign = client.signatureUrlV4.bind(client) as (
          ...options: readonly unknown[]
        ) => Promise<string>
        const url = await sign(method, 60, { queries }, key)
        expect(authenticate(readUrl(method, key, url), context).arn).toBe(
          'acs:ram::1:assumed-role/uploader/u-42',
        )
      }),
    )
  })
})

const anyKey = string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(
  (key) => !/^[/?]/.test(key),
)

/** Without these the client prints a warning. */
const neverRefreshed = {
  refreshSTSToken: () => Promise.reject(new Error('Too early.')),
  refreshSTSTokenInterval: 3_600_000,
}

function setUp() {
  const tokens = createTokens()
  const grant = {
    roleArn: 'acs:ram::1:role/uploader',
    sessionName: 'u-42',
    rolePolicy: null,
    sessionPolicy: null,
    lifeSeconds: 900,
  }
  const { accessKeyId, accessKeySecret, securityToken } = tokens.issue(grant, serverTime)
  const client = new OSS({
    region: 'oss-cn-hangzhou',
    bucket: 'demo-bucket',
    accessKeyId,
    accessKeySecret,
    stsToken: securityToken,
    ...neverRefreshed,
  })
  const context: AuthenticationContext = {
    region: 'cn-hangzhou',
    now: () => serverTime,
    accounts: [],
    tokens,
  }
  return { client, context }
}

function readUrl(method: string, key: string, url: string): RequestFacts {
  const query = url.slice(url.indexOf('?') + 1).split('&')
  const parameters = query.map((parameter) => {
    const [name = '', value = ''] = parameter.split('=').map(decodeURIComponent)
    return [name, value] as const
  })
  return { method, bucket: 'demo-bucket', key, query: parameters, headers: {} }
}
