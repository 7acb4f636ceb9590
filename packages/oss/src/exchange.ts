import type {
  SendCall,
  StorageCall,
  TransportRequest,
  TransportResponse,
  UploadError,
} from '@resumable-upload/core'
import { cureFor } from './cure.ts'
import type { Destination } from './endpoint.ts'
import { type ErrorAnswer, isRefusal, readDate, readErrorAnswer } from './error-answer.ts'
import type { Operation } from './operation.ts'
import { toOssError } from './oss-error.ts'
import type { ServerClock } from './server-clock.ts'
import type { SignedRequest, Signer, SigningContext } from './signer.ts'

export interface ExchangeContext {
  readonly destination: Destination
  readonly signer: Signer
  readonly serverClock: ServerClock
}

export interface ExchangeRequest {
  readonly operation: Operation
  readonly call: StorageCall | SendCall
  readonly body?: Blob
  /** The body is of the file: its CRC-64 and its progress matter. */
  readonly isFile?: boolean
  /** Refusals that are an answer too. */
  readonly accepts?: (answer: ErrorAnswer) => boolean
}

/** How often one request may be put right before it counts as failed. */
const limits = { renew: 1, clock: 3, 'sign-again': 1, repeat: 1 } as const

/**
 * One request and its answer. Credentials and the clock are put right here, and nothing else is
 * repeated; any refusal that stays is an `UploadError`.
 */
export async function exchange(
  context: ExchangeContext,
  request: ExchangeRequest,
): Promise<TransportResponse> {
  const { signer, serverClock } = context
  const { operation, call } = request
  const { clock, transport } = call.network
  const cured = { renew: 0, clock: 0, 'sign-again': 0, repeat: 0 }

  for (;;) {
    const [signed] = await signer.sign([operation], signingContext(context, call))
    if (!signed) throw new TypeError('The signer has to sign every operation.')
    const offset = serverClock.offset ?? 0
    const signedAt = clock.elapsed()
    const response = await transport(toTransportRequest(signed, request), call.signal)
    if (!isRefusal(response)) {
      const serverTime = readDate(response)
      if (serverTime !== null) serverClock.confirm(serverTime, clock)
      return response
    }

    const answer = readErrorAnswer(response)
    if (request.accepts?.(answer)) return response
    const cure = cureFor(answer, clock.elapsed() - signedAt)
    if (!cure || cured[cure] === limits[cure]) throw refusal(operation, answer)
    cured[cure] += 1
    if (cure === 'renew') signer.reject(signed.generation)
    if (cure === 'clock') {
      // Without the server's time the same would happen again.
      if (answer.serverTime === null) throw refusal(operation, answer)
      serverClock.learn(answer.serverTime, clock, offset)
      tellCorrection(serverClock, offset, call)
    }
  }
}

function signingContext(
  { destination, serverClock }: ExchangeContext,
  call: StorageCall,
): SigningContext {
  const { signal, notice, network } = call
  const { clock, neighbours } = network
  return {
    destination,
    serverClock,
    clock,
    signal,
    sharesForms: true,
    ...(notice && { notice }),
    ...(neighbours && { neighbours }),
  }
}

function toTransportRequest(
  { method, url, headers, fields }: SignedRequest,
  { body, call, isFile }: ExchangeRequest,
): TransportRequest {
  const form = fields && body ? { fields, file: body, fileName: 'file' } : body
  return {
    method,
    url,
    headers,
    ...(form && { body: form }),
    ...(isFile && { crc64: true }),
    // Whoever listens to a request without need makes the browser ask for permission first.
    ...(isFile && 'onProgress' in call && call.onProgress && { onProgress: call.onProgress }),
  }
}

function refusal(operation: Operation, answer: ErrorAnswer): UploadError {
  return toOssError(answer, operation.type === 'sendPart' ? operation.part : undefined)
}

/** Samples differ by the time an answer takes; that is no news. */
function tellCorrection(serverClock: ServerClock, before: number, { notice }: StorageCall): void {
  const offset = serverClock.offset ?? 0
  if (Math.abs(offset - before) > 1000) notice?.({ type: 'clockCorrected', offset })
}
