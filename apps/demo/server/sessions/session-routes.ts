import { randomBytes } from 'node:crypto'
import { createRateLimit, type RateLimit } from '@resumable-upload/server'
import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { ApiError } from '../api-error.ts'
import type { Directory } from './people.ts'
import {
  accessLife,
  refreshLife,
  type SessionCookies,
  type Sessions,
  type SignedIn,
} from './sessions.ts'

export interface SessionRoutesOptions {
  readonly sessions: Sessions
  readonly directory: Directory
  /** The page is served by https. */
  readonly secure: boolean
}

/** Signing in, silent renewal, signing out: all in cookies that no script reads. */
export function sessionRoutes({ sessions, directory, secure }: SessionRoutesOptions): Hono {
  const attempts = createRateLimit({ burst: 10, seconds: 60 })
  const renewals = createRateLimit({ burst: 20, seconds: 60 })
  const app = new Hono()

  app.post('/', async (context) => {
    const { user: name, password } = await readCredentials(context)
    await obey(attempts, name)
    const user = directory.check(name, password)
    if (user === null)
      throw new ApiError(401, 'The name or the password is wrong.', 'wrong-password')
    const device = getCookie(context, 'device') ?? randomBytes(16).toString('base64url')
    const year = 365 * 24 * 3600
    setCookie(context, 'device', device, { ...hidden, path: '/api', secure, maxAge: year })
    const cookies = await sessions.signIn(user, device)
    hand(context, cookies)
    return context.json({ user, expiresAt: cookies.expiresAt })
  })

  app.post('/refresh', async (context) => {
    const device = getCookie(context, 'device') ?? ''
    const token = getCookie(context, 'refresh')
    if (token === undefined) throw new ApiError(401, 'Nobody is signed in.', 'signed-out')
    await obey(renewals, device)
    const outcome = await sessions.refresh(token, device)
    if (outcome.kind === 'refused') {
      forget(context)
      throw new ApiError(401, sentences[outcome.why], `session-${outcome.why}`)
    }
    hand(context, outcome.cookies)
    return context.json({ user: outcome.user, expiresAt: outcome.cookies.expiresAt })
  })

  app.delete('/', async (context) => {
    const access = getCookie(context, 'access')
    const refresh = getCookie(context, 'refresh')
    await sessions.signOut({ ...(access && { access }), ...(refresh && { refresh }) })
    forget(context)
    return context.body(null, 204)
  })

  return app

  function hand(context: Context, { access, refresh, csrf }: SessionCookies): void {
    setCookie(context, 'access', access, { ...hidden, path: '/api', secure, maxAge: accessLife })
    const kept = { sameSite: 'Strict', path: '/', secure, maxAge: refreshLife } as const
    setCookie(context, 'csrf', csrf, kept)
    if (refresh === undefined) return
    const week = { ...hidden, path: '/api/session', secure, maxAge: refreshLife }
    setCookie(context, 'refresh', refresh, week)
  }

  function forget(context: Context): void {
    deleteCookie(context, 'access', { path: '/api', secure })
    deleteCookie(context, 'refresh', { path: '/api/session', secure })
    deleteCookie(context, 'csrf', { path: '/', secure })
  }
}

/** Who is signed in, by the cookies of a request. */
export async function readSession(request: Request, sessions: Sessions): Promise<SignedIn | null> {
  const cookies = new Map(
    (request.headers.get('cookie') ?? '').split('; ').map((pair) => {
      const equals = pair.indexOf('=')
      return [pair.slice(0, equals), pair.slice(equals + 1)] as const
    }),
  )
  const access = cookies.get('access')
  return access === undefined ? null : sessions.read(access, cookies.get('device') ?? '')
}

const hidden = { httpOnly: true, sameSite: 'Strict' } as const

const sentences = {
  unknown: 'This sign-in is not known here. Sign in again.',
  expired: 'You were away for a week. Sign in again.',
  reused: 'Somebody else used this sign-in. It has ended for everybody: sign in again.',
  'other-device': 'This sign-in belongs to another device. It has ended: sign in again.',
} as const

async function obey(limit: RateLimit, name: string): Promise<void> {
  const wait = await limit.take(name)
  if (wait > 0) throw new ApiError(429, `Too many attempts. Wait ${Math.ceil(wait)} s.`, 'too-many')
}

async function readCredentials({ req }: Context): Promise<Record<'user' | 'password', string>> {
  const body: unknown = await req.json().catch(() => null)
  const text = (name: string): string => {
    const value: unknown = typeof body === 'object' && body !== null && Reflect.get(body, name)
    if (typeof value === 'string' && value !== '') return value
    throw new ApiError(400, `The body has no "${name}".`, 'bad-request')
  }
  return { user: text('user'), password: text('password') }
}
