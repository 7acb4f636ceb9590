import { describe, expect, it } from 'vitest'
import { readCredentials } from './read-credentials.ts'

const temporary = {
  accessKeyId: 'STS.id',
  accessKeySecret: 'top-secret',
  securityToken: 'token',
  expiration: '2026-11-22T12:00:00Z',
}
const ofSts = {
  AccessKeyId: 'STS.id',
  AccessKeySecret: 'top-secret',
  SecurityToken: 'token',
  Expiration: '2026-11-22T12:00:00Z',
}
const read = {
  accessKeyId: 'STS.id',
  accessKeySecret: 'top-secret',
  securityToken: 'token',
  expiresAt: Date.UTC(2026, 10, 22, 12),
}
const strict = { allowPermanentKey: false }

describe('readCredentials', () => {
  it.each([
    ['in our spelling', temporary],
    ["in STS's spelling", ofSts],
    ['as the whole answer of AssumeRole', { RequestId: 'x', Credentials: ofSts }],
    ['as ali-oss gives it', { credentials: ofSts, res: { status: 200 } }],
  ])('reads a token %s', (_what, answer) => {
    expect(readCredentials(answer, strict)).toMatchObject(read)
  })

  it('reads the time of the server beside the token', () => {
    const serverTime = '2026-11-22T11:00:00Z'

    expect(readCredentials({ Credentials: ofSts, serverTime }, strict).serverTime).toBe(
      Date.UTC(2026, 10, 22, 11),
    )
    expect(readCredentials({ ...temporary, serverTime }, strict).serverTime).toBe(
      Date.UTC(2026, 10, 22, 11),
    )
  })

  it.each([
    ['nothing', undefined, 'no object'],
    ['a text', 'STS.id', 'no object'],
    ['no key', { ...temporary, accessKeyId: '' }, '"accessKeyId" is missing'],
    ['no secret', { ...temporary, accessKeySecret: undefined }, '"accessKeySecret" is missing'],
    ['no token', { ...temporary, securityToken: undefined }, '"securityToken" is missing'],
    ['no end', { ...temporary, expiration: undefined }, '"expiration" is missing'],
    ['an end in words', { ...temporary, expiration: 'soon' }, 'ISO 8601'],
    ['an error', { Code: 'NoPermission', Message: 'x' }, '"accessKeyId" is missing'],
  ])('says what is wrong with %s, and never a secret', (_what, answer, problem) => {
    const failure = failureOf(() => readCredentials(answer, strict))

    expect(failure).toMatchObject({
      code: 'credentials-unavailable',
      message: expect.stringContaining(problem),
    })
    expect(JSON.stringify(failure)).not.toContain('top-secret')
  })

  it('refuses a long-lived key', () => {
    const answer = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'top-secret' }
    const failure = failureOf(() => readCredentials(answer, strict))

    expect(failure).toMatchObject({ code: 'misconfigured' })
    expect(String(failure)).not.toContain('top-secret')
  })

  it('takes a long-lived key when told to', () => {
    const answer = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'top-secret' }

    expect(readCredentials(answer, { allowPermanentKey: true })).toMatchObject({
      securityToken: null,
      expiresAt: Infinity,
    })
  })
})

function failureOf(act: () => unknown): unknown {
  try {
    return act()
  } catch (thrown) {
    return thrown
  }
}
