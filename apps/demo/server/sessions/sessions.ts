import { createHash, randomBytes } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { people, type User } from './people.ts'

export interface SessionsOptions {
  /** Signs access tokens; at least 32 bytes. */
  readonly secret: Uint8Array
  /** Epoch ms. @default Date.now */
  readonly now?: () => number
}

/** What the browser keeps in its cookies. */
export interface SessionCookies {
  readonly access: string
  /** Absent where another tab has the new one already. */
  readonly refresh?: string
  /** Echoed in a header by our own page, which no foreign one can read. */
  readonly csrf: string
  /** Epoch ms. */
  readonly expiresAt: number
}

export interface SignedIn {
  readonly user: User
  /** Of this sign-in, through all of its renewals. */
  readonly id: string
  readonly csrf: string
}

export type Refreshed =
  | { readonly kind: 'renewed'; readonly user: User; readonly cookies: SessionCookies }
  | { readonly kind: 'refused'; readonly why: 'unknown' | 'expired' | 'reused' | 'other-device' }

/** Sign-ins and their renewals. In memory: a restart signs everybody out. */
export interface Sessions {
  signIn(user: User, device: string): Promise<SessionCookies>
  /** Each refresh token works once; the second use ends the whole sign-in. */
  refresh(token: string, device: string): Promise<Refreshed>
  /** `null` for a token that is forged, expired, signed out, or of another device. */
  read(access: string, device: string): Promise<SignedIn | null>
  /** Ends the sign-in of any of its tokens, at once. */
  signOut(tokens: { readonly access?: string; readonly refresh?: string }): Promise<void>
}

/** Seconds. */
export const accessLife: number = 15 * 60
export const refreshLife: number = 7 * 24 * 3600

/** Two tabs may renew at the same moment: the slower one is no thief. In milliseconds. */
const grace = 10_000
const algorithm = 'HS256'

interface Family {
  readonly user: User
  readonly device: string
  readonly csrf: string
  /** Hash of the refresh token that works. */
  current: string
  /** Hashes of those that worked, and when they were used. */
  readonly used: Map<string, number>
  expiresAt: number
}

export function createSessions({ secret, now = Date.now }: SessionsOptions): Sessions {
  /** By id. What is not here is revoked: access tokens name their family. */
  const families = new Map<string, Family>()

  return {
    async signIn(user, device) {
      forgetExpired()
      const id = createSecret(16)
      const refresh = `${id}.${createSecret(32)}`
      const family: Family = {
        user,
        device: hashOf(device),
        csrf: createSecret(16),
        current: hashOf(refresh),
        used: new Map(),
        expiresAt: now() + refreshLife * 1000,
      }
      families.set(id, family)
      return cookiesOf(id, family, refresh)
    },

    async refresh(token, device) {
      const [id = ''] = token.split('.')
      const family = families.get(id)
      const hash = hashOf(token)
      const usedAt = family?.used.get(hash)
      if (!family || (family.current !== hash && usedAt === undefined))
        return { kind: 'refused', why: 'unknown' }
      if (family.expiresAt <= now()) return end(id, 'expired')
      if (family.device !== hashOf(device)) return end(id, 'other-device')
      const { user } = family
      if (usedAt !== undefined) {
        if (now() - usedAt > grace) return end(id, 'reused')
        return { kind: 'renewed', user, cookies: await cookiesOf(id, family) }
      }
      const next = `${id}.${createSecret(32)}`
      family.used.set(hash, now())
      family.current = hashOf(next)
      family.expiresAt = now() + refreshLife * 1000
      return { kind: 'renewed', user, cookies: await cookiesOf(id, family, next) }
    },

    async read(access, device) {
      const id = await idOf(access)
      const family = id === null ? undefined : families.get(id)
      if (!id || !family || family.device !== hashOf(device)) return null
      return { user: family.user, id, csrf: family.csrf }
    },

    async signOut({ access, refresh }) {
      const id = refresh?.split('.')[0] ?? (access === undefined ? null : await idOf(access))
      const isKnown = refresh === undefined || families.get(id ?? '')?.current === hashOf(refresh)
      if (id && isKnown) families.delete(id)
    },
  }

  async function cookiesOf(id: string, family: Family, refresh?: string): Promise<SessionCookies> {
    const expiresAt = now() + accessLife * 1000
    const access = await new SignJWT({})
      .setProtectedHeader({ alg: algorithm })
      .setSubject(family.user)
      .setJti(id)
      .setIssuedAt(Math.floor(now() / 1000))
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(secret)
    return { access, csrf: family.csrf, expiresAt, ...(refresh !== undefined && { refresh }) }
  }

  async function idOf(access: string): Promise<string | null> {
    try {
      const currentDate = new Date(now())
      const { payload } = await jwtVerify(access, secret, { algorithms: [algorithm], currentDate })
      const isOurs = people.some((person) => person === payload.sub)
      return isOurs ? (payload.jti ?? null) : null
    } catch {
      return null
    }
  }

  function end(id: string, why: 'expired' | 'reused' | 'other-device'): Refreshed {
    families.delete(id)
    return { kind: 'refused', why }
  }

  function forgetExpired(): void {
    for (const [id, { expiresAt }] of families) if (expiresAt <= now()) families.delete(id)
  }
}

function createSecret(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
