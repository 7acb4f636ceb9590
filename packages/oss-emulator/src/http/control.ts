import type { IncomingMessage, ServerResponse } from 'node:http'
import { FaultError, parseFault, parseFaults } from '../faults/parse-fault.ts'
import { collectBody } from '../operations/collect-body.ts'
import { OssError } from '../oss-error.ts'
import type { TokenControl } from '../token-control.ts'
import type { ServerContext } from './server-context.ts'

const root = '/-/emulator'
/** Where the public key lies that verifies upload callbacks. */
export const callbackKeyPath: string = `${root}/callback-key.pem`
const bodyLimit = 1024 * 1024

export interface Controlled {
  readonly context: ServerContext
  readonly tokens: TokenControl
}

/** Whether a request is for the emulator itself; no bucket is named `-`. */
export function isControlRequest({ url = '', headers }: IncomingMessage): boolean {
  const isLocal = isLoopback(`http://${headers.host ?? ''}`)
  return isLocal && (url === root || url.startsWith(`${root}/`))
}

/** Answers `/-/emulator/…`: faults, the request log, tokens. For pages of this machine, and no others. */
export async function answerControl(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  controlled: Controlled,
): Promise<void> {
  const { origin } = incoming.headers
  if (origin !== undefined && !isLoopback(origin)) {
    send(outgoing, 403, { error: `Pages of ${origin} may not control the emulator.` })
    return
  }
  if (origin !== undefined) allow(outgoing, origin)
  if (incoming.method === 'OPTIONS') {
    send(outgoing, 204)
    return
  }
  try {
    const { status, body, text } = await run(incoming, controlled)
    if (text === undefined) send(outgoing, status, body)
    else outgoing.writeHead(status, { 'Content-Type': 'application/x-pem-file' }).end(text)
  } catch (error) {
    if (!(error instanceof FaultError) && !(error instanceof OssError)) throw error
    send(outgoing, 400, { error: error.message })
  }
}

interface ControlAnswer {
  readonly status: number
  /** Sent as JSON. */
  readonly body?: unknown
  readonly text?: string
}

async function run(incoming: IncomingMessage, controlled: Controlled): Promise<ControlAnswer> {
  const { context, tokens } = controlled
  const { faults, requests } = context
  const path = (incoming.url ?? '').slice(root.length).replace(/\?.*$/u, '')
  const id = /^\/faults\/([\w-]+)$/u.exec(path)?.[1]
  if (id !== undefined && incoming.method === 'DELETE') {
    return faults.remove(id) ? { status: 204 } : notFound(`There is no fault ${id}.`)
  }
  switch (`${incoming.method ?? ''} ${path}`) {
    case 'GET ':
      return { status: 200, body: describe(controlled) }
    case 'GET /callback-key.pem':
      return { status: 200, text: context.callbacks().key.publicKey() }
    case 'GET /faults':
      return { status: 200, body: faults.list() }
    case 'POST /faults':
      return { status: 201, body: { id: faults.add(parseFault(await readJson(incoming))) } }
    case 'PUT /faults': {
      const replacement = parseFaults(await readJson(incoming))
      faults.clear()
      replacement.forEach((fault) => faults.add(fault))
      return { status: 200, body: faults.list() }
    }
    case 'DELETE /faults':
      faults.clear()
      return { status: 204 }
    case 'GET /requests':
      return { status: 200, body: requests.list() }
    case 'DELETE /requests':
      requests.clear()
      return { status: 204 }
    case 'POST /tokens/expire':
      return endTokens((id) => tokens.expire(id), await readJson(incoming))
    case 'POST /tokens/revoke':
      return endTokens((id) => tokens.revoke(id), await readJson(incoming))
    default:
      return notFound(`${incoming.method ?? ''} ${root}${path} is nothing that the emulator knows.`)
  }
}

function describe({ context, tokens }: Controlled): unknown {
  const { auth, store } = context
  const names = auth.accounts.map(({ accessKeyId }) => accessKeyId)
  return {
    emulator: 'oss',
    region: auth.region,
    buckets: store.names(),
    accessKeyIds: names,
    roles: auth.roles.map(({ arn }) => arn),
    tokens: tokens.count(),
    now: auth.now(),
  }
}

function endTokens(end: (accessKeyId?: string) => boolean, json: unknown): ControlAnswer {
  const isRecord = typeof json === 'object' && json !== null
  const accessKeyId = isRecord && 'accessKeyId' in json ? json.accessKeyId : undefined
  if (typeof accessKeyId !== 'string') return { status: 200, body: { ended: end() } }
  return end(accessKeyId)
    ? { status: 200, body: { ended: true } }
    : notFound(`There is no token of ${accessKeyId}.`)
}

/** The body as JSON; `null` for none. */
async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const bytes = await collectBody(incoming, bodyLimit)
  if (bytes.length === 0) return null
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new FaultError('The body is not JSON.')
  }
}

function notFound(error: string): ControlAnswer {
  return { status: 404, body: { error } }
}

function isLoopback(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { hostname } = new URL(origin)
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function allow(outgoing: ServerResponse, origin: string): void {
  outgoing.setHeader('Access-Control-Allow-Origin', origin)
  outgoing.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE')
  outgoing.setHeader('Access-Control-Allow-Headers', 'content-type')
  outgoing.setHeader('Access-Control-Max-Age', '600')
  outgoing.setHeader('Vary', 'Origin')
}

function send(outgoing: ServerResponse, status: number, body?: unknown): void {
  if (body === undefined) {
    outgoing.writeHead(status).end()
    return
  }
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
  outgoing.writeHead(status, headers).end(JSON.stringify(body))
}
