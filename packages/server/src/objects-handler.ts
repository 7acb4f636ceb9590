import { createHandler, type Handler } from './handler.ts'
import { notSignedIn } from './http-problem.ts'
import { readJson } from './read-json.ts'
import { requireInside } from './require-inside.ts'
import { type BucketHandlerOptions, textOf } from './uploads-handler.ts'

/**
 * The objects under the user's prefix, whatever the request says: `GET` lists them, `GET ?key=` leads
 * to a download, `DELETE` with `{ key }` removes one.
 */
export function objectsHandler(options: BucketHandlerOptions): Handler {
  const { authorize, bucket } = options
  return createHandler(options, {
    name: 'objects',
    methods: ['GET', 'DELETE'],
    audits: ({ method }) => (method === 'DELETE' ? 'delete' : undefined),
    async run({ request, note }) {
      const session = await authorize(request)
      if (!session) throw notSignedIn()
      const { user, prefix, id } = session
      note({ user, prefix, ...(id !== undefined && { session: id }) })
      if (request.method === 'DELETE') {
        const unwanted = textOf(await readJson(request), 'key')
        note({ keys: [unwanted] })
        requireInside(prefix, unwanted)
        await bucket.remove(unwanted)
        return new Response(null, { status: 204 })
      }
      const key = new URL(request.url).searchParams.get('key')
      if (key === null) return Response.json(await bucket.listObjects(prefix))
      note({ keys: [key] })
      requireInside(prefix, key)
      const location = await bucket.signDownload(key)
      return new Response(null, { status: 302, headers: { Location: location } })
    },
  })
}
