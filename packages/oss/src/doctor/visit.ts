import type { SilenceReason, TransportRequest, TransportResponse } from '@resumable-upload/core'
import { UploadError } from '@resumable-upload/core'
import { aliOssSigner } from '../ali-oss-signer.ts'
import { createDestination, type Destination } from '../endpoint.ts'
import { type ErrorAnswer, readErrorAnswer } from '../error-answer.ts'
import { createObjectKey } from '../object-key.ts'
import type { Operation } from '../operation.ts'
import type { ReadCredentials } from '../read-credentials.ts'
import { createServerClock, type ServerClock } from '../server-clock.ts'
import type { SignedRequest, Signer } from '../signer.ts'
import { webCryptoSigner } from '../web-crypto-signer.ts'
import type { DiagnoseOptions } from './options.ts'
import type { DoctorPorts } from './ports.ts'

/** What came of a request: an answer, or the reason why there was none. */
export type Reply =
  | {
      readonly type: 'answer'
      readonly response: TransportResponse
      /** Of the answer, if it is a refusal. */
      readonly refusal: ErrorAnswer
      readonly milliseconds: number
    }
  | { readonly type: 'silence'; readonly reason: SilenceReason | 'too-late' }

export interface SignedReply {
  readonly request: SignedRequest
  readonly reply: Reply
}

/** One run of the doctor: what its checks share, and what they have learned so far. */
export interface Visit {
  readonly options: DiagnoseOptions
  readonly ports: DoctorPorts
  readonly signal: AbortSignal
  readonly slow: number
  /** Throws where the `settings` check finds a problem. */
  readonly destination: Destination
  readonly serverClock: ServerClock
  /** Where this user would write. */
  readonly key: string
  /** Known to nobody: whoever is refused because of it had the right to ask. */
  readonly uploadId: string
  /** Never to be shown. */
  readonly secrets: Set<string>
  send(request: TransportRequest): Promise<Reply>
  /** One unsigned GET, asked once. */
  greeting(): Promise<Reply>
  /** Somebody signs; whether OSS accepts it is another question. */
  readonly canSign: boolean
  /** From now on these sign. */
  use(credentials: ReadCredentials): void
  sign(operation: Operation): Promise<SignedRequest>
  ask(operation: Operation, body?: Blob): Promise<SignedReply>
  /** Discards an upload, also after the visit was aborted: nothing is to stay. */
  tidy(uploadId: string): Promise<Reply>
  /** ListParts of an upload that nobody knows, signed, asked once: shows what OSS thinks of the page. */
  introduction(): Promise<SignedReply>
}

export interface VisitContext {
  readonly ports: DoctorPorts
  readonly signal: AbortSignal
}

export function createVisit(options: DiagnoseOptions, { ports, signal }: VisitContext): Visit {
  const { silent = 15_000, slow = 3_000 } = options.patience ?? {}
  const { transport, clock, page } = ports
  const serverClock = createServerClock()
  const key = (options.objectKey ?? createObjectKey)(sampleFile)
  const uploadId = createUploadId()
  let signer = options.signer ?? null
  let greeted: Promise<Reply> | null = null
  let introduced: Promise<SignedReply> | null = null

  const visit: Visit = {
    options,
    ports,
    signal,
    slow,
    serverClock,
    key,
    uploadId,
    secrets: new Set(),
    get canSign() {
      return signer !== null
    },
    get destination() {
      return createDestination(options, page)
    },

    send: (request) => exchange(request, signal),

    greeting() {
      const url = `${visit.destination.urlOf(key)}?uploadId=${uploadId}`
      greeted ??= visit.send({ method: 'GET', url }).then((reply) => {
        const serverTime = reply.type === 'answer' ? reply.refusal.serverTime : null
        if (serverTime !== null) serverClock.learn(serverTime, clock)
        return reply
      })
      return greeted
    },

    use(credentials) {
      signer = signerFor(credentials, page.isSecure)
    },

    sign: (operation) => sign(operation, signal),

    async ask(operation, body) {
      const request = await visit.sign(operation)
      const { method, url, headers } = request
      const sent = body === undefined ? {} : { body, crc64: true }
      return { request, reply: await visit.send({ method, url, headers, ...sent }) }
    },

    async tidy(opened) {
      const { signal: ownSignal } = new AbortController()
      const operation = { type: 'discard', key, uploadId: opened } as const
      const { method, url, headers } = await sign(operation, ownSignal)
      return exchange({ method, url, headers }, ownSignal)
    },

    introduction() {
      introduced ??= visit.ask({ type: 'listParts', key, uploadId, after: 0 })
      return introduced
    },
  }
  return visit

  async function sign(operation: Operation, stop: AbortSignal): Promise<SignedRequest> {
    if (!signer) throw new TypeError('Nobody signs: the credentials come first.')
    const context = { destination: visit.destination, clock, serverClock, signal: stop }
    const [request] = await signer.sign([operation], context)
    if (!request) throw new TypeError('The signer has to sign every operation.')
    return request
  }

  async function exchange(request: TransportRequest, stop: AbortSignal): Promise<Reply> {
    const late = new AbortController()
    const over = new AbortController()
    const end = (): void => late.abort(stop.reason)
    stop.addEventListener('abort', end, { once: true })
    clock.sleep(silent, over.signal).then(
      () => late.abort(tooLate),
      () => undefined,
    )
    const before = clock.elapsed()
    try {
      stop.throwIfAborted()
      const response = await transport(request, late.signal)
      const milliseconds = clock.elapsed() - before
      return { type: 'answer', response, refusal: readErrorAnswer(response), milliseconds }
    } catch (thrown) {
      stop.throwIfAborted()
      if (thrown === tooLate) return { type: 'silence', reason: 'too-late' }
      if (!(thrown instanceof UploadError)) throw thrown
      return { type: 'silence', reason: thrown.reason ?? 'unreachable' }
    } finally {
      over.abort()
      stop.removeEventListener('abort', end)
    }
  }
}

const sampleFile = {
  name: 'doctor.bin',
  size: 1024,
  type: '',
  lastModified: 0,
  relativePath: '',
} as const

const tooLate = new UploadError('timed-out', 'No answer came in time.')

/** As OSS writes them. */
function createUploadId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}

/** The doctor has judged these credentials already, so that a permanent key may sign too. */
function signerFor(credentials: ReadCredentials, isSecure: boolean): Signer {
  const { accessKeyId, accessKeySecret, securityToken, expiresAt } = credentials
  const own = { accessKeyId, accessKeySecret }
  const temporary = securityToken && {
    securityToken,
    expiration: new Date(expiresAt).toISOString(),
  }
  const options = {
    getCredentials: async () => ({ ...own, ...temporary }),
    allowPermanentKey: true,
    renewAhead: false,
  }
  // Browsers give WebCrypto to secure pages only.
  return isSecure ? webCryptoSigner(options) : aliOssSigner(options)
}
