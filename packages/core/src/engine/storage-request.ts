import type { Network, SendCall, StorageNotice } from '../ports/object-storage.ts'
import type { Transport } from '../ports/transport.ts'
import type { StorageOperation, UploaderEvent } from '../ports/uploader.ts'
import type { Shared } from './shared.ts'
import type { SlotRequest } from './slots.ts'
import { withWatchdog } from './watchdog.ts'
import { withRetry, type RetryContext } from './with-retry.ts'

export interface RequestContext extends RetryContext {
  readonly shared: Shared
  readonly rank: Pick<SlotRequest, 'priority' | 'order'>
  /** Aborted when the uploader lets go of the upload. */
  readonly life: AbortSignal
}

export interface RequestSpec {
  readonly op: StorageOperation
  readonly kind: SlotRequest['kind']
  readonly part?: number
  /** Size of the body. @default 0 */
  readonly bytes?: number
  /** Milliseconds the storage may think. @default the watchdog's */
  readonly answerLimit?: number
  /** Not stopped with the run once it has begun: its answer must not get lost. */
  readonly outlivesRun?: boolean
  /** Any failure is final. @default false */
  readonly once?: boolean
  readonly onProgress?: (sentBytes: number) => void
  /** An attempt failed, whether or not another follows. */
  readonly onFailure?: () => void
}

/** Every request of an upload goes this way: retried, in a slot, watched, and reported. */
export function requestStorage<Result>(
  context: RequestContext,
  spec: RequestSpec,
  send: (call: SendCall) => Promise<Result>,
): Promise<Result> {
  const { shared, rank, emit } = context
  const { clock, movement } = shared
  const { patience } = context
  const signal = spec.outlivesRun ? context.life : context.signal
  const bytes = spec.bytes ?? 0
  const notice = (event: StorageNotice) => {
    if (event.type !== 'clockCorrected') shared.tabs.post({ type: 'signedIn' })
    if (event.type !== 'credentialsReceived') emit(toEvent(event))
  }

  const attempt = (moves: (sentBytes: number) => void) =>
    withWatchdog(
      {
        clock,
        movement,
        signal,
        bytes,
        onFrozen: (since) => patience.excuseSince(since),
        ...(spec.answerLimit && { answerLimit: spec.answerLimit }),
      },
      async (requestSignal, watch) => {
        const onProgress = (sentBytes: number) => {
          watch(sentBytes)
          moves(sentBytes)
          spec.onProgress?.(sentBytes)
        }
        try {
          return await send({
            signal: requestSignal,
            network: observeNetwork(shared, spec, emit),
            notice,
            ...(bytes > 0 && { onProgress }),
          })
        } catch (thrown) {
          spec.onFailure?.()
          throw thrown
        }
      },
    )
  const slot: SlotRequest = { ...rank, kind: spec.kind, bytes }
  const attemptInSlot = (moves: (sentBytes: number) => void) => {
    const askedAt = clock.elapsed()
    return shared.slots.use(slot, context.signal, () => {
      patience.excuseSince(askedAt)
      return attempt(moves)
    })
  }
  return spec.once ? attemptInSlot(() => {}) : withRetry(context, attemptInSlot)
}

function toEvent(notice: Exclude<StorageNotice, { type: 'credentialsReceived' }>): UploaderEvent {
  return notice.type === 'credentialsRenewed' ? { type: 'renewed' } : notice
}

/** The same network, with every request of one attempt on the record. */
export function observeNetwork(
  { network, storage: { requestIdHeader } }: Pick<Shared, 'network' | 'storage'>,
  { op, part, bytes = 0 }: Pick<RequestSpec, 'op' | 'part' | 'bytes'>,
  emit: (event: UploaderEvent) => void,
): Network {
  const { clock } = network
  const facts = part === undefined ? { op } : { op, part }
  let freeSince = clock.elapsed()
  const transport: Transport = async (request, signal) => {
    const startedAt = clock.elapsed()
    const { onProgress } = request
    let sendingAfter: number | null = null
    let sentAfter: number | null = null
    let status = 0
    let requestId: string | null = null
    const watched = onProgress && {
      onProgress(sentBytes: number) {
        sentAfter = clock.elapsed() - startedAt
        sendingAfter ??= sentAfter
        onProgress(sentBytes)
      },
    }
    emit({ type: 'requestStarted', ...facts, bytes, signing: startedAt - freeSince })
    try {
      const response = await network.transport({ ...request, ...watched }, signal)
      status = response.status
      if (requestIdHeader) requestId = response.header(requestIdHeader)
      return response
    } finally {
      freeSince = clock.elapsed()
      const ms = freeSince - startedAt
      emit({ type: 'requestEnded', ...facts, ms, sendingAfter, sentAfter, status, requestId })
    }
  }
  return { ...network, transport }
}
