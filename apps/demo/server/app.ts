import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { type Audit, type HandlerPorts, type Log, orderCallback } from '@resumable-upload/server'
import { ApiError } from './api-error.ts'
import { createCallbackRecords } from './callback-records.ts'
import { csrf } from './csrf.ts'
import { createKit } from './kit.ts'
import { createPromMetrics } from './prom-metrics.ts'
import { sameOrigin } from './same-origin.ts'
import { createDirectory, people, prefixOf } from './sessions/people.ts'
import { readSession, sessionRoutes } from './sessions/session-routes.ts'
import { createSessions } from './sessions/sessions.ts'
import type { StorageSettings, WebSettings } from './settings.ts'
import { webPages } from './web-pages.ts'

export interface AppOptions {
  readonly storage: StorageSettings
  readonly web: WebSettings
  readonly partSize: number | 'auto'
  /** Who signs the requests of the page. */
  readonly signer: 'page' | 'server'
  /** For one person. */
  readonly tokensPerMinute: number
  /** Where OSS reaches this server, if it can. */
  readonly callbackUrl: string | undefined
  /** The folder of the built page. */
  readonly pages: string
  readonly log: Log
  readonly audit: Audit | undefined
}

/** The backend of the page: whatever a page must not do itself, always for whoever is signed in. */
export function createApp(options: AppOptions): Hono {
  const { storage, web, partSize, signer, tokensPerMinute, callbackUrl } = options
  const { pages, log, audit } = options
  const metrics = createPromMetrics()
  const sessions = createSessions({ secret: web.sessionSecret })
  const directory = createDirectory(web.password)
  const ports: HandlerPorts = { log, ...(audit && { audit }) }
  const callbacks = createCallbackRecords()
  const kit = createKit({
    storage,
    metrics,
    ports,
    callbackUrl,
    tokensPerMinute,
    callbacks,
    async authorize(request) {
      const session = await readSession(request, sessions)
      return session && { user: session.user, prefix: prefixOf(session.user), id: session.id }
    },
  })

  const app = new Hono()
  app.onError((thrown, context) => {
    if (thrown instanceof ApiError) {
      const { message, code, status } = thrown
      return context.json({ error: message, code }, status)
    }
    log.error({ cause: thrown.stack }, 'A route broke.')
    const sentence = 'Something broke on the server. Its log says more.'
    return context.json({ error: sentence, code: 'internal' }, 500)
  })

  app.get('/healthz', ({ req }) => kit.health(req.raw))
  app.get('/metrics', ({ req }) => kit.metrics(req.raw))
  // Of OSS, which has no session: its signature is its right.
  app.all('/api/callback', ({ req }) => kit.callback(req.raw))

  app.use('/api/*', sameOrigin(web.origin), csrf(sessions))
  app.use('/api/*', async ({ header }, next) => {
    header('Cache-Control', 'no-store')
    await next()
  })
  const secure = web.origin?.startsWith('https://') ?? false
  app.route('/api/session', sessionRoutes({ sessions, directory, secure }))
  app.get('/api/config', async (context) => {
    const session = await readSession(context.req.raw, sessions)
    // A browser that was signed in renews; one that was not needs no error.
    if (!session && getCookie(context, 'csrf') === undefined) return context.json(null)
    if (!session) throw new ApiError(401, 'The sign-in has ended.', 'signed-out')
    const { bucket, endpoint, region } = storage
    const { user } = session
    const prefix = prefixOf(user)
    const callback = callbackUrl === undefined ? null : orderCallback({ url: callbackUrl })
    return context.json({
      bucket,
      endpoint,
      region,
      user,
      people,
      prefix,
      partSize,
      signer,
      callback,
    })
  })
  app.all('/api/sts', ({ req }) => kit.sts(req.raw))
  app.all('/api/sign', ({ req }) => kit.sign(req.raw))
  app.all('/api/objects', ({ req }) => kit.objects(req.raw))
  app.get('/api/callbacks', async ({ req, json }) => {
    const session = await readSession(req.raw, sessions)
    if (!session) throw new ApiError(401, 'The sign-in has ended.', 'signed-out')
    return json(callbacks.under(prefixOf(session.user)))
  })
  app.all('/api/uploads', ({ req }) => kit.uploads(req.raw))
  app.all('/api/*', ({ req }) => {
    throw new ApiError(404, `There is no ${req.method} ${req.path}.`, 'no-route')
  })
  app.route('/', webPages({ pages, storage }))
  return app
}
