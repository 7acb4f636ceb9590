import type { Transport } from '../ports/transport.ts'
import { toResponse } from './plain-response.ts'
import { createXhrSender, type XhrSenderOptions } from './xhr-request.ts'

/** Sends on the thread that calls. */
export function createXhrTransport(options?: XhrSenderOptions): Transport {
  const send = createXhrSender(options)
  return async (request, signal) => toResponse(await send(request, signal))
}
