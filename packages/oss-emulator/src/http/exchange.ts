import type { IncomingMessage, ServerResponse } from 'node:http'
import { findFault, type MetFault } from '../faults/fault-box.ts'
import { createRequestId } from './request-id.ts'
import type { RequestEntry } from './request-log.ts'

/** One request on its way through the emulator. */
export interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly requestId: string
  /** The Host that the client used. */
  readonly host: string
  /** Aborts when the connection is gone before the answer was sent. */
  readonly gone: AbortSignal
  readonly entry: RequestEntry
  /** Known once the request was understood. */
  faults: readonly MetFault[]
  /** CORS headers of every answer from here on. */
  corsHeaders: Readonly<Record<string, string>>
}

export function beginExchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  now: number,
): Exchange {
  const requestId = createRequestId(now)
  const gone = new AbortController()
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) gone.abort()
  })
  return {
    incoming,
    outgoing,
    requestId,
    host: incoming.headers.host ?? '',
    gone: gone.signal,
    faults: [],
    corsHeaders: {},
    entry: {
      requestId,
      method: incoming.method ?? 'GET',
      operation: null,
      bucket: null,
      key: '',
      query: {},
      uploadId: null,
      partNumber: null,
      accessKeyId: null,
      startedAt: now,
      endedAt: null,
      outcome: 'running',
      status: null,
      code: null,
      ec: null,
      bytesReceived: 0,
      storedPart: null,
      faults: [],
    },
  }
}

/** The body as it arrives, counted in the request log. Who stops reading in the middle keeps the connection. */
export async function* readBody({ incoming, entry }: Exchange): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of incoming.iterator({ destroyOnReturn: false })) {
      // A request without encoding gives buffers.
      const buffer = bytes as Buffer
      entry.bytesReceived += buffer.byteLength
      yield buffer
    }
  } finally {
    // What nobody wants would otherwise lie in the connection, before the next request.
    incoming.resume()
  }
}

/** The server's clock for this request, epoch ms. */
export function clockOf({ faults }: Exchange, now: number): number {
  return now + (findFault(faults, 'clock-skew')?.skewMs ?? 0)
}
