import type { ObjectHead } from '../bucket.ts'
import { createHandler, type Handler, type HandlerPorts } from '../handler.ts'
import { HttpProblem } from '../http-problem.ts'
import { readText } from '../read-json.ts'
import { createPublicKeys, ossKeyOrigins } from './public-keys.ts'
import { createSeenCallbacks, type SeenCallbacks } from './seen-callbacks.ts'
import { type CallbackClaim, readClaim } from './callback-claim.ts'
import { fromBase64, verifyRsaMd5 } from './verify-rsa-md5.ts'

export interface CallbackHandlerOptions extends HandlerPorts {
  readonly bucket: string
  /**
   * Looks the object up in the bucket, `null` for none. A signature proves that OSS called, not that
   * its words are true: whoever orders a callback writes its body, and the same key signs for every
   * customer of OSS.
   */
  readonly head: (key: string) => Promise<ObjectHead | null>
  /** Told of each object once; what it resolves to is the answer that the uploader gets. */
  readonly onUpload: (claim: CallbackClaim) => Promise<object>
  /** @default in the memory of this process */
  readonly seen?: SeenCallbacks
  /** How old a callback may be, in seconds. @default 900 */
  readonly maxAge?: number
  /** Where public keys may come from. @default OSS's own */
  readonly keyOrigins?: readonly string[]
  /** The path and query that OSS called, where a gateway rewrites them. @default the request's */
  readonly calledPath?: (request: Request) => string
  /** For public keys. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
}

const bodyLimit = 64 * 1024

/** `POST` from OSS once an object is stored, as `orderCallback` asked. OSS waits 5 s for the answer. */
export function callbackHandler(options: CallbackHandlerOptions): Handler {
  const { bucket, head, onUpload, maxAge = 900, now = Date.now } = options
  const { seen = createSeenCallbacks({ now }), calledPath = pathOf } = options
  const { keyOrigins = ossKeyOrigins, fetch = globalThis.fetch } = options
  const keys = createPublicKeys({
    origins: keyOrigins,
    fetch: (url, init) => fetch(url, init),
    now,
  })

  return createHandler(options, {
    name: 'callback',
    methods: ['POST'],
    audits: 'callback',
    async run({ request, metrics, note }) {
      try {
        const body = await readText(request, bodyLimit)
        await verify(request, body)
        const claim = readClaim(body)
        const { key, size, requestId } = claim
        note({ keys: [key], size, storageRequestId: requestId })
        await accept(claim)
        const answer = await onUpload(claim)
        metrics.record('upload_kit_callbacks_total', 1, { outcome: 'accepted' })
        return Response.json(answer)
      } catch (thrown) {
        const { code } = HttpProblem.from(thrown)
        metrics.record('upload_kit_callbacks_total', 1, { outcome: code })
        throw thrown
      }
    },
  })

  async function verify(request: Request, body: string): Promise<void> {
    const { headers } = request
    const key = await keys.of(headers.get('x-oss-pub-key-url'))
    const signature = fromBase64(headers.get('authorization') ?? '')
    const signed = `${decodePath(calledPath(request))}\n${body}`
    if (verifyRsaMd5(key, new TextEncoder().encode(signed), signature)) return
    throw new HttpProblem(403, 'callback-forged', 'The callback is not signed by OSS.')
  }

  async function accept(claim: CallbackClaim): Promise<void> {
    const { requestId } = claim
    if (claim.bucket !== bucket)
      throw new HttpProblem(403, 'callback-foreign', 'The callback is of another bucket.')
    const age = now() / 1000 - Number.parseInt(requestId.slice(0, 8), 16)
    if (!/^[0-9A-F]{24}$/.test(requestId) || Math.abs(age) > maxAge)
      throw new HttpProblem(403, 'callback-replayed', 'The callback is not of these minutes.')
    const object = await head(claim.key)
    if (object?.size !== claim.size || object.etag.replaceAll('"', '').toUpperCase() !== claim.etag)
      throw new HttpProblem(403, 'callback-untrue', 'The bucket has no such object.')
    if (!(await seen.add(requestId, 2 * maxAge)))
      throw new HttpProblem(409, 'callback-replayed', 'The callback came before.')
  }
}

function pathOf({ url }: Request): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

/** OSS signs the decoded path and the query as it is. */
function decodePath(called: string): string {
  const [path = '', ...query] = called.split('?')
  try {
    return [decodeURIComponent(path), ...query].join('?')
  } catch {
    throw new HttpProblem(400, 'callback-malformed', 'The path of the callback cannot be decoded.')
  }
}
