import { SignJWT } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { createSessions, type SessionCookies, type Sessions } from './sessions.ts'

const secret = crypto.getRandomValues(new Uint8Array(32))
const minute = 60_000
let now: number
let sessions: Sessions
let first: SessionCookies

beforeEach(async () => {
  now = Date.UTC(2026, 10, 22)
  sessions = createSessions({ secret, now: () => now })
  first = await sessions.signIn('ada', 'laptop')
})

describe('an access token', () => {
  it('names its user for fifteen minutes', async () => {
    now += 15 * minute - 1000
    expect(await sessions.read(first.access, 'laptop')).toMatchObject({ user: 'ada' })

    now += 2000
    expect(await sessions.read(first.access, 'laptop')).toBeNull()
  })

  it('is of no use on another device', async () => {
    expect(await sessions.read(first.access, 'phone of a thief')).toBeNull()
  })

  it.each([
    ['signed by somebody else', () => forge('HS256', crypto.getRandomValues(new Uint8Array(32)))],
    ['with another algorithm', () => forge('HS512', crypto.getRandomValues(new Uint8Array(64)))],
    ['without a signature', async () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"ada"}')}.`],
    ['that is none', async () => 'ada'],
  ])('is refused %s', async (_what, token) => {
    expect(await sessions.read(await token(), 'laptop')).toBeNull()
  })

  it('ends at once with the sign-out, however long it would have lived', async () => {
    await sessions.signOut({ access: first.access })

    expect(await sessions.read(first.access, 'laptop')).toBeNull()
    expect(await sessions.refresh(first.refresh ?? '', 'laptop')).toMatchObject({ kind: 'refused' })
  })
})

describe('a refresh token', () => {
  it('brings new ones, again and again, for a week after the last', async () => {
    let token = first.refresh ?? ''
    for (let day = 0; day < 20; day += 1) {
      now += 24 * 60 * minute
      const next = await sessions.refresh(token, 'laptop')
      if (next.kind !== 'renewed') throw new Error(`Refused on day ${day}: ${next.why}`)
      expect(next.cookies.refresh).not.toBe(token)
      token = next.cookies.refresh ?? ''
    }
  })

  it('expires after seven days', async () => {
    now += 7 * 24 * 60 * minute

    expect(await sessions.refresh(first.refresh ?? '', 'laptop')).toEqual({
      kind: 'refused',
      why: 'expired',
    })
  })

  it('that is used twice ends the sign-in for the thief and for the owner', async () => {
    const stolen = first.refresh ?? ''
    const owner = await renewed(stolen)
    now += minute

    expect(await sessions.refresh(stolen, 'laptop')).toEqual({ kind: 'refused', why: 'reused' })
    expect(await sessions.refresh(owner.refresh ?? '', 'laptop')).toMatchObject({ kind: 'refused' })
    expect(await sessions.read(owner.access, 'laptop')).toBeNull()
  })

  it('may be used by two tabs at the same moment', async () => {
    const token = first.refresh ?? ''
    const fast = await renewed(token)
    now += 500
    const slow = await renewed(token)

    expect(slow.refresh).toBeUndefined()
    expect(await sessions.read(slow.access, 'laptop')).toMatchObject({ user: 'ada' })
    expect(await sessions.refresh(fast.refresh ?? '', 'laptop')).toMatchObject({ kind: 'renewed' })
  })

  it('on another device ends the sign-in', async () => {
    const token = first.refresh ?? ''

    expect(await sessions.refresh(token, 'phone')).toEqual({ kind: 'refused', why: 'other-device' })
    expect(await sessions.read(first.access, 'laptop')).toBeNull()
  })

  it('that was made up ends nothing', async () => {
    const [id] = (first.refresh ?? '').split('.')

    expect(await sessions.refresh(`${id}.guessed`, 'laptop')).toMatchObject({ why: 'unknown' })
    expect(await sessions.read(first.access, 'laptop')).not.toBeNull()
  })
})

async function renewed(token: string): Promise<SessionCookies> {
  const outcome = await sessions.refresh(token, 'laptop')
  if (outcome.kind !== 'renewed') throw new Error(`Refused: ${outcome.why}.`)
  return outcome.cookies
}

function forge(alg: string, key: Uint8Array): Promise<string> {
  const jwt = new SignJWT({}).setProtectedHeader({ alg }).setSubject('ada').setJti('family')
  return jwt
    .setIssuedAt(now / 1000)
    .setExpirationTime(now / 1000 + 900)
    .sign(key)
}
