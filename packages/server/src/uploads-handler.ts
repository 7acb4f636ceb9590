import type { Bucket } from './bucket.ts'
import { createHandler, type Handler, type HandlerPorts } from './handler.ts'
import { HttpProblem, notSignedIn } from './http-problem.ts'
import { readJson } from './read-json.ts'
import { requireInside } from './require-inside.ts'
import type { Authorize } from './session.ts'

export interface BucketHandlerOptions extends HandlerPorts {
  readonly authorize: Authorize
  readonly bucket: Bucket
}

/**
 * The unfinished uploads under the user's prefix, whatever the request says: `GET ?after=` lists them
 * as `listUnfinished` of a page takes them, `DELETE` with `{ key, uploadId }` removes one.
 */
export function uploadsHandler(options: BucketHandlerOptions): Handler {
  const { authorize, bucket } = options
  return createHandler(options, {
    name: 'uploads',
    methods: ['GET', 'DELETE'],
    audits: ({ method }) => (method === 'DELETE' ? 'abort' : undefined),
    async run({ request, note }) {
      const session = await authorize(request)
      if (!session) throw notSignedIn()
      const { user, prefix, id } = session
      note({ user, prefix, ...(id !== undefined && { session: id }) })
      if (request.method === 'GET') {
        const after = new URL(request.url).searchParams.get('after') || null
        return Response.json(await bucket.listUploads(prefix, after))
      }
      const body = await readJson(request)
      const key = textOf(body, 'key')
      note({ keys: [key] })
      requireInside(prefix, key)
      await bucket.abort({ key, uploadId: textOf(body, 'uploadId') })
      return new Response(null, { status: 204 })
    },
  })
}

export function textOf(body: unknown, name: string): string {
  const value: unknown = typeof body === 'object' && body !== null && Reflect.get(body, name)
  if (typeof value === 'string' && value !== '') return value
  throw new HttpProblem(400, 'bad-request', `The body has no "${name}".`)
}
