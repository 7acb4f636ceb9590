import {
  Agent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { encodeRfc3986 } from '../auth/encode-rfc3986.ts'
import {
  createCanonicalRequestV4,
  createStringToSignV4,
  deriveSigningKeyV4,
  signV4,
} from '../auth/signature-v4.ts'
import type { OssEmulator } from '../create-oss-emulator.ts'
import { parseXml, type XmlElement } from '../xml/parse-xml.ts'

/** A request as a test writes it; what is left out is usual. */
export interface TestRequest {
  /** @default 'GET' */
  readonly method?: string
  /** `null` for a service call. @default the first bucket of the emulator */
  readonly bucket?: string | null
  /** @default '' */
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
  /** @default `localhost:PORT`, where the bucket is in the path */
  readonly host?: string
  /** `false` sends no signature. @default true */
  readonly signed?: boolean
}

export interface TestAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly text: string
  /** The body as a document with this root. */
  readonly xml: (root: string) => XmlElement
}

export interface TestCredentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string
}

/** A bare HTTP client with V4 signatures, which can say what no SDK would. */
export interface TestClient {
  send(request: TestRequest): Promise<TestAnswer>
  /** The same connections with other credentials. */
  as(credentials: TestCredentials): TestClient
  /** Ends its connections. */
  close(): void
}

export function createTestClient(emulator: OssEmulator): TestClient {
  const [account] = emulator.accounts
  if (account === undefined) throw new Error('The emulator has no account.')
  return createClient(emulator, account, new Agent({ keepAlive: true }))
}

function createClient(
  emulator: OssEmulator,
  credentials: TestCredentials,
  agent: Agent,
): TestClient {
  return {
    send: (request) => send(toSignedRequest(request, emulator, credentials), emulator.port, agent),
    as: (others) => createClient(emulator, others, agent),
    close: () => agent.destroy(),
  }
}

interface SignedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: TestRequest['body']
}

function toSignedRequest(
  request: TestRequest,
  emulator: OssEmulator,
  credentials: TestCredentials,
): SignedRequest {
  const { method = 'GET', key = '', query = {}, body } = request
  const bucket = request.bucket === undefined ? (emulator.buckets[0] ?? '') : request.bucket
  const host = request.host ?? `localhost:${emulator.port}`
  const isInPath = bucket !== null && !host.startsWith(`${bucket}.`)
  const encodedKey = key.split('/').map(encodeRfc3986).join('/')
  const search = Object.entries(query)
    .map(([name, value]) => [name, value].map(encodeRfc3986).join('='))
    .join('&')
  const headers = {
    host,
    ...(typeof body === 'string' || body instanceof Uint8Array
      ? { 'content-length': String(Buffer.byteLength(body)) }
      : {}),
    ...request.headers,
  }
  return {
    method,
    path: `/${isInPath ? `${bucket}/` : ''}${encodedKey}${search === '' ? '' : `?${search}`}`,
    headers:
      request.signed === false
        ? headers
        : sign(
            { method, bucket, key, query: Object.entries(query), headers },
            emulator.region,
            credentials,
          ),
    body,
  }
}

function sign(
  request: Parameters<typeof createCanonicalRequestV4>[0],
  region: string,
  { accessKeyId, accessKeySecret, securityToken }: TestCredentials,
): Readonly<Record<string, string>> {
  const datetime = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/gu, '')
  const scope = { date: datetime.slice(0, 8), region, product: 'oss' }
  const headers = {
    ...request.headers,
    'x-oss-date': datetime,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    ...(securityToken === undefined ? {} : { 'x-oss-security-token': securityToken }),
  }
  const canonicalRequest = createCanonicalRequestV4({ ...request, headers })
  const stringToSign = createStringToSignV4(canonicalRequest, datetime, scope)
  const signature = signV4(deriveSigningKeyV4(accessKeySecret, scope), stringToSign)
  const credential = `${accessKeyId}/${scope.date}/${region}/oss/aliyun_v4_request`
  const authorization = `OSS4-HMAC-SHA256 Credential=${credential},Signature=${signature}`
  return { ...headers, authorization }
}

function send(request: SignedRequest, port: number, agent: Agent): Promise<TestAnswer> {
  const { method, path, headers, body } = request
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers, agent }
    const outgoing = httpRequest(options, (incoming) => {
      receive(incoming).then(resolve, reject)
    })
    outgoing.on('error', reject)
    // Otherwise Node announces a chunked body even for none.
    if (body === undefined) outgoing.useChunkedEncodingByDefault = false
    if (body === undefined) outgoing.end()
    else if (typeof body === 'string' || body instanceof Uint8Array) outgoing.end(body)
    else pipeline(Readable.from(body), outgoing).catch(reject)
  })
}

async function receive(incoming: IncomingMessage): Promise<TestAnswer> {
  const body = Buffer.concat(await incoming.toArray())
  const text = body.toString('utf8')
  const { statusCode = 0, headers } = incoming
  return { status: statusCode, headers, body, text, xml: (root) => parseXml(text, root) }
}
