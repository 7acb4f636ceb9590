import { createHandler, type Handler, type HandlerPorts } from './handler.ts'
import { HttpProblem, notSignedIn } from './http-problem.ts'
import type { KeyIssuer } from './key-issuer.ts'
import { readJson } from './read-json.ts'
import type { Authorize } from './session.ts'

export interface KeysHandlerOptions extends HandlerPorts {
  readonly authorize: Authorize
  readonly keys: KeyIssuer
}

const most = 100

/**
 * `POST { v: 1, names }` answers `{ v: 1, keys }` in the same order: give them to `uploader.add(file,
 * { key })`. With `keys`, `signHandler` signs for no other ones.
 */
export function keysHandler(options: KeysHandlerOptions): Handler {
  const { authorize, keys } = options
  return createHandler(options, {
    name: 'keys',
    methods: ['POST'],
    async run({ request, note }) {
      const session = await authorize(request)
      if (!session) throw notSignedIn()
      note({ user: session.user, prefix: session.prefix })
      const names = readNames(await readJson(request))
      const issued = await Promise.all(names.map((name) => keys.issue(session, name)))
      return Response.json({ v: 1, keys: issued })
    },
  })
}

function readNames(body: unknown): readonly string[] {
  const names: unknown = typeof body === 'object' && body !== null && Reflect.get(body, 'names')
  const isList =
    Array.isArray(names) &&
    names.length > 0 &&
    names.length <= most &&
    names.every((name) => typeof name === 'string')
  if (isList) return names
  throw new HttpProblem(
    400,
    'bad-request',
    `The body has { v: 1, names: […] }, 1 to ${most} of them.`,
  )
}
