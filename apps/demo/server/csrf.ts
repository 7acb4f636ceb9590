import type { MiddlewareHandler } from 'hono'
import { ApiError } from './api-error.ts'
import { readSession } from './sessions/session-routes.ts'
import type { Sessions } from './sessions/sessions.ts'

/**
 * Whatever changes something for somebody signed in has to name the secret of the sign-in, which only
 * our own page can read: the third lock, behind SameSite and the origin.
 */
export function csrf(sessions: Sessions): MiddlewareHandler {
  return async ({ req }, next) => {
    const isSafe = req.method === 'GET' || req.method === 'HEAD'
    const session = isSafe ? null : await readSession(req.raw, sessions)
    if (session && req.header('x-csrf-token') !== session.csrf)
      throw new ApiError(403, 'The request does not come from this page.', 'csrf')
    await next()
  }
}
