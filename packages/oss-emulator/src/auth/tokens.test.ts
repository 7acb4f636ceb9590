import { describe, expect, it } from 'vitest'
import { createTokens, parseTokens } from './tokens.ts'

const now = Date.parse('2024-01-02T03:04:05Z')
const hour = 60 * 60 * 1000
const grant = {
  roleArn: 'acs:ram::1:role/uploader',
  sessionName: 'u-42',
  rolePolicy: null,
  sessionPolicy: '{"Version":"1"}',
  lifeSeconds: 20,
}

describe('createTokens', () => {
  it('issues keys that differ, and live as long as asked', () => {
    const tokens = createTokens()
    const first = tokens.issue(grant, now)
    const second = tokens.issue(grant, now)

    expect(first).toMatchObject({
      sessionName: 'u-42',
      sessionPolicy: '{"Version":"1"}',
      expiresAt: now + 20_000,
    })
    expect(first.accessKeyId).toMatch(/^STS\.\w{24}$/)
    expect(first.securityToken).toMatch(/^CAIS/)
    for (const name of ['accessKeyId', 'accessKeySecret', 'securityToken'] as const)
      expect(first[name]).not.toBe(second[name])
  })

  it('keeps old tokens beside new ones', () => {
    const tokens = createTokens()
    const [first, second] = [tokens.issue(grant, now), tokens.issue(grant, now)]

    expect(tokens.findByAccessKeyId(first.accessKeyId)).toEqual(first)
    expect(tokens.findBySecurityToken(second.securityToken)).toEqual(second)
    expect(tokens.findBySecurityToken('unknown')).toBeUndefined()
  })

  it('expires one token at will and leaves the others', () => {
    const tokens = createTokens()
    const [first, second] = [tokens.issue(grant, now), tokens.issue(grant, now)]

    expect(tokens.expire(first.accessKeyId, now + 1000)).toBe(true)
    expect(tokens.findByAccessKeyId(first.accessKeyId)?.expiresAt).toBe(now + 1000)
    expect(tokens.findByAccessKeyId(second.accessKeyId)?.expiresAt).toBe(now + 20_000)
    expect(tokens.expire('STS.unknown', now)).toBe(false)
  })

  it('expires all tokens at will, and lengthens no life by it', () => {
    const tokens = createTokens()
    const [first, second] = [
      tokens.issue(grant, now),
      tokens.issue({ ...grant, lifeSeconds: 3600 }, now),
    ]

    tokens.expireAll(now + 60_000)
    expect(tokens.findByAccessKeyId(first.accessKeyId)?.expiresAt).toBe(now + 20_000)
    expect(tokens.findByAccessKeyId(second.accessKeyId)?.expiresAt).toBe(now + 60_000)
  })

  it('forgets a revoked token', () => {
    const tokens = createTokens()
    const [first, second] = [tokens.issue(grant, now), tokens.issue(grant, now)]

    expect(tokens.revoke(first.accessKeyId)).toBe(true)
    expect(tokens.revoke(first.accessKeyId)).toBe(false)
    expect(tokens.findBySecurityToken(first.securityToken)).toBeUndefined()
    tokens.revokeAll()
    expect(tokens.findByAccessKeyId(second.accessKeyId)).toBeUndefined()
  })

  it('forgets tokens a day after they ran out, so that the registry does not grow for ever', () => {
    const tokens = createTokens()
    const first = tokens.issue(grant, now)

    tokens.issue(grant, now + 23 * hour)
    expect(tokens.findByAccessKeyId(first.accessKeyId)).toEqual(first)
    tokens.issue(grant, now + 25 * hour)
    expect(tokens.findByAccessKeyId(first.accessKeyId)).toBeUndefined()
  })

  it('knows its tokens again after a restart', () => {
    const tokens = createTokens()
    const first = tokens.issue(grant, now)
    const restarted = createTokens(parseTokens(JSON.stringify(tokens)))
    expect(restarted.findBySecurityToken(first.securityToken)).toEqual(first)
  })
})

describe('parseTokens', () => {
  it.each(['', '{}', '[{}]', '[null]', '[{"accessKeyId":"STS.a"}]'])(
    'refuses the damaged text %j',
    (text) => {
      expect(() => parseTokens(text)).toThrow('The saved tokens are damaged.')
    },
  )
})
