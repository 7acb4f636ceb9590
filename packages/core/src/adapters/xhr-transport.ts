import type { Transport } from '../ports/transport.ts'
import { toResponse } from './plain-response.ts'
import { sendByXhr } from './xhr-request.ts'

/** Sends on the thread that calls. */
export const xhrTransport: Transport = async (request, signal) =>
  toResponse(await sendByXhr(request, signal))
