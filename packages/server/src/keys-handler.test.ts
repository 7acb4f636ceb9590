import { describe, expect, it } from 'vitest'
import { createKeyIssuer, createTokenIssuer, keysHandler, signHandler } from './index.ts'
import { ada, authorizeByHeader, post } from './test-support/kit-bench.ts'

const secret = crypto.getRandomValues(new Uint8Array(32))
const keys = createKeyIssuer({ secret })

describe('keysHandler', () => {
  it('chooses a key for each name, under the prefix of the user', async () => {
    const [first = '', second = ''] = await keysFor(['film.mp4', '../../etc/passwd'])

    expect(first).toMatch(/^uploads\/ada\/[0-9a-f]{32}\/\d{4}-\d\d-\d\d\/[0-9a-f-]{36}\/film\.mp4$/)
    expect(second).toMatch(/^uploads\/ada\/[^/]+\/[^/]+\/[^/]+\/\.\._\.\._etc_passwd$/)
  })

  it('keeps the longest name within what OSS takes', async () => {
    const [key = ''] = await keysFor([`${'文'.repeat(2000)}.pdf`])

    expect(new TextEncoder().encode(key).length).toBeLessThanOrEqual(1023)
    expect(await keys.isIssued(ada, key)).toBe(true)
  })

  it.each([{}, { names: [] }, { names: [1] }, { names: Array.from({ length: 101 }, () => 'a') }])(
    'refuses %o',
    async (body) => {
      const handler = keysHandler({ authorize: authorizeByHeader, keys })

      expect((await handler(post('/keys', body))).status).toBe(400)
    },
  )
})

describe('signHandler with keys of the server', () => {
  it('signs for those, and for no other ones', async () => {
    const [key = ''] = await keysFor(['film.mp4'])
    const elsewhere = key.replace('film.mp4', 'other.mp4')

    expect(await statusFor(key)).toBe(200)
    expect(await statusFor(elsewhere)).toBe(403)
    expect(await statusFor('uploads/ada/mine.mp4')).toBe(403)
    expect(await statusFor(key, 'lin')).toBe(403)
  })

  it('knows them in every process, and keys of another secret in none', async () => {
    const [key = ''] = await keysFor(['film.mp4'])
    const sibling = createKeyIssuer({ secret })
    const stranger = createKeyIssuer({ secret: crypto.getRandomValues(new Uint8Array(32)) })

    expect(await sibling.isIssued(ada, key)).toBe(true)
    expect(await stranger.isIssued(ada, key)).toBe(false)
    expect(() => createKeyIssuer({ secret: new Uint8Array(16) })).toThrow('32 bytes')
  })
})

async function keysFor(names: readonly string[]): Promise<readonly string[]> {
  const handler = keysHandler({ authorize: authorizeByHeader, keys })
  const answer = await (await handler(post('/keys', { v: 1, names }))).json()
  return answer.keys
}

async function statusFor(key: string, user = 'ada'): Promise<number> {
  const handler = signHandler({
    bucket: 'demo-bucket',
    region: 'cn-hangzhou',
    keys,
    // Both share a prefix, so that only the key's own tag tells them apart.
    authorize: async (request) => {
      const session = await authorizeByHeader(request)
      return session && { ...session, prefix: 'uploads/ada/' }
    },
    tokens: createTokenIssuer({
      bucket: 'demo-bucket',
      assumeRole: () =>
        Promise.resolve({
          accessKeyId: 'STS.x',
          accessKeySecret: 'secret',
          securityToken: 'token',
          expiration: new Date(Date.now() + 3_600_000).toISOString(),
        }),
    }),
  })
  const operations = [{ type: 'open', key, headers: {} }]
  return (await handler(post('/sign', { v: 1, operations }, { 'x-user': user }))).status
}
