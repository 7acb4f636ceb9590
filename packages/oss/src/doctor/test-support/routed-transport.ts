import { request as httpRequest } from 'node:http'
import { type Transport, type TransportRequest, UploadError } from '@resumable-upload/core'
import { systemClock } from '@resumable-upload/core/browser'
import { createMemoryChecksum } from '@resumable-upload/core/testing'

const checksum = createMemoryChecksum(systemClock)

/** Sends everything to one port of this machine, whatever host the URL names. */
export function routedTransport(port: number): Transport {
  return async (request, signal) => {
    const body = await bytesOf(request.body)
    const crc64 = request.crc64 ? await checksum.crc64(new Blob([body]), signal) : undefined
    const answer = await send(request, { body, port, signal })
    return { ...answer, ...(crc64 !== undefined && { sentCrc64: crc64 }) }
  }
}

async function bytesOf(body: TransportRequest['body']): Promise<Uint8Array<ArrayBuffer>> {
  return body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : new Uint8Array(0)
}

function send(
  { method, url, headers = {} }: TransportRequest,
  { body, port, signal }: { body: Uint8Array; port: number; signal: AbortSignal },
): ReturnType<Transport> {
  const { host, pathname, search } = new URL(url)
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void =>
      reject(
        signal.aborted
          ? signal.reason
          : new UploadError('network-failed', 'No answer came.', { cause, reason: 'unreachable' }),
      )
    const outgoing = httpRequest({
      method,
      host: '127.0.0.1',
      port,
      path: pathname + search,
      headers: { ...headers, host, 'content-length': String(body.byteLength) },
      signal,
    })
    outgoing.on('error', fail)
    outgoing.on('response', (incoming) => {
      const pieces: Buffer[] = []
      incoming.on('error', fail)
      incoming.on('data', (piece: Buffer) => pieces.push(piece))
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          header: (name) => incoming.headers[name.toLowerCase()]?.toString() ?? null,
          text: Buffer.concat(pieces).toString('utf8'),
        }),
      )
    })
    outgoing.end(body)
  })
}
