import { Hono } from 'hono'
import { ApiError } from './api-error.ts'
import { issueToken } from './issue-token.ts'
import { createLibrary } from './object-list.ts'
import { sameOrigin } from './same-origin.ts'
import type { StorageSettings } from './settings.ts'
import { createStorageClient } from './storage-client.ts'
import { createUnfinishedUploads } from './unfinished-uploads.ts'
import { people, prefixOf, signIn, userOf } from './user.ts'
import { webPages } from './web-pages.ts'

export interface AppOptions {
  readonly storage: StorageSettings
  readonly partSize: number | 'auto'
  /** The folder of the built page. */
  readonly pages: string
}

/** The backend of the page: whatever a page must not do itself, always for the user of the cookie. */
export function createApp({ storage, partSize, pages }: AppOptions): Hono {
  const client = createStorageClient(storage)
  const library = createLibrary(client)
  const unfinished = createUnfinishedUploads(client)

  const app = new Hono()
  app.onError((thrown, context) => {
    if (thrown instanceof ApiError) return context.json({ error: thrown.message }, thrown.status)
    console.error(thrown)
    return context.json({ error: 'Something broke on the server. Its log says more.' }, 500)
  })

  app.use('/api/*', sameOrigin())
  app.use('/api/*', async ({ header }, next) => {
    header('Cache-Control', 'no-store')
    await next()
  })

  app.get('/api/config', (context) => {
    const { bucket, endpoint, region } = storage
    const user = userOf(context)
    const prefix = prefixOf(user)
    return context.json({ bucket, endpoint, region, user, people, prefix, partSize })
  })
  app.post('/api/session', async (context) => {
    const { user } = await readJson(context.req, ['user'])
    return context.json({ user: signIn(context, user) })
  })
  app.post('/api/sts', async (context) => {
    return context.json(await issueToken(userOf(context), storage))
  })

  app.get('/api/objects', async (context) => {
    return context.json(await library.list(prefixOf(userOf(context))))
  })
  app.get('/api/objects/download', async (context) => {
    const key = context.req.query('key') ?? ''
    return context.redirect(await library.signDownload(prefixOf(userOf(context)), key))
  })

  app.get('/api/uploads', async (context) => {
    const after = context.req.query('after') || null
    return context.json(await unfinished.list(prefixOf(userOf(context)), after))
  })
  app.delete('/api/uploads', async (context) => {
    const upload = await readJson(context.req, ['key', 'uploadId'])
    await unfinished.abort(prefixOf(userOf(context)), upload)
    return context.body(null, 204)
  })

  app.all('/api/*', ({ req }) => {
    throw new ApiError(404, `There is no ${req.method} ${req.path}.`)
  })
  app.route('/', webPages({ pages, storage }))
  return app
}

/** Reads a JSON body of texts. Throws an `ApiError` that names what is missing. */
async function readJson<Name extends string>(
  request: { json(): Promise<unknown> },
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const body = await request.json().catch(() => null)
  const entries = names.map((name) => {
    const value: unknown = typeof body === 'object' && body !== null && Reflect.get(body, name)
    if (typeof value === 'string' && value !== '') return [name, value] as const
    throw new ApiError(400, `The body has no "${name}".`)
  })
  return Object.fromEntries(entries) as Record<Name, string> // `fromEntries` forgets the names.
}
