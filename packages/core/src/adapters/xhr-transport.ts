import type { Transport } from '../ports/transport.ts'
import { toResponse } from './plain-response.ts'
import { createXhrSender } from './xhr-request.ts'

/** Sends on the thread that calls. */
export function createXhrTransport(): Transport {
  const send = createXhrSender()
  return async (request, signal) => toResponse(await send(request, signal))
}
