import { UploadError } from '../../model/upload-error.ts'
import type { ObjectStorage, SendCall } from '../../ports/object-storage.ts'
import type { StorageOperation } from '../../ports/uploader.ts'
import type { MemoryStorage } from '../memory-storage.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { PageLife } from './page-life.ts'
import type { Random } from './random.ts'

/** What is true of the connection of the whole machine. */
export interface NetworkConditions {
  isOnline: boolean
  isSignedIn: boolean
}

/** One request as the page knows it: it ends with an answer, with an error, or by being stopped. */
export interface PageRequest {
  readonly storage: MemoryStorage
  readonly op: StorageOperation
  readonly key: string
  readonly uploadId?: string
  readonly part?: number
  /** First byte of the part in the file. */
  readonly start?: number
  readonly body?: Blob
}

/** Hears of the requests of one page. */
export interface RequestListener {
  readonly onBegin: (request: PageRequest) => void
  /** `what` happened, for people. `answer` is there when the page gets one. */
  readonly onEnd: (request: PageRequest, what: string, answer?: unknown) => void
}

export interface RouteOptions extends RequestListener {
  readonly life: PageLife
}

/** Milliseconds that one way takes at most. */
const slowestWay = 20

/** Carries the requests of all pages, and breaks all of them at once. */
export class SimulatedNetwork {
  readonly conditions: NetworkConditions = { isOnline: true, isSignedIn: true }
  readonly #clock: VirtualClock
  readonly #random: Random
  readonly #connections = new Set<AbortController>()

  constructor({ clock, random }: { readonly clock: VirtualClock; readonly random: Random }) {
    this.#clock = clock
    this.#random = random
  }

  /** The storage as one page reaches it. */
  route(storage: MemoryStorage, options: RouteOptions): ObjectStorage {
    const pass = <Answer>(
      request: Omit<PageRequest, 'storage'>,
      call: SendCall,
      send: (call: SendCall) => Promise<Answer>,
    ) => this.#request({ storage, ...request }, { call, send, options })

    return {
      id: storage.id,
      limits: storage.limits,
      nameObject: (request) => storage.nameObject(request),
      open: (target, call) =>
        pass({ op: 'open', key: target.key }, call, (far) => storage.open(target, far)),
      sendPart: (upload, part, body, call) =>
        pass(
          { op: 'sendPart', ...upload, part: part.number, start: part.start, body },
          call,
          (far) => storage.sendPart(upload, part, body, far),
        ),
      listParts: (upload, call) =>
        pass({ op: 'listParts', ...upload }, call, (far) => storage.listParts(upload, far)),
      complete: (upload, parts, target, call) =>
        pass({ op: 'complete', ...upload }, call, (far) =>
          storage.complete(upload, parts, target, far),
        ),
      discard: (upload, call) =>
        pass({ op: 'discard', ...upload }, call, (far) => storage.discard(upload, far)),
      sendWhole: (target, body, call) =>
        pass({ op: 'sendWhole', key: target.key, body }, call, (far) =>
          storage.sendWhole(target, body, far),
        ),
      findObject: (key, call) =>
        pass({ op: 'findObject', key }, call, (far) => storage.findObject(key, far)),
      objectEtag: async (partEtags, network) =>
        (await storage.objectEtag?.(partEtags, network)) ?? '',
    }
  }

  /** Every connection breaks; what the far side did by then stays done. */
  breakConnections(): void {
    for (const connection of this.#connections)
      connection.abort(new UploadError('network-failed', 'The connection broke.'))
  }

  /**
   * The page stops waiting when it aborts or dies. The request may be cut off then, or go on: what
   * has left the machine has left.
   */
  #request<Answer>(
    request: PageRequest,
    { call, send, options }: Passage<Answer>,
  ): Promise<Answer> {
    const { life } = options
    const connection = new AbortController()
    this.#connections.add(connection)
    options.onBegin(request)

    return new Promise((resolve, reject) => {
      let isAwaited = true
      const end = (what: string, answer?: Answer) => {
        isAwaited = false
        call.signal.removeEventListener('abort', stop)
        forget()
        options.onEnd(request, what, answer)
      }
      const leave = (why: string) => {
        const goesOn = this.#random.chance(0.5)
        end(goesOn ? `${why}, but it may still arrive` : why)
        if (!goesOn) connection.abort(new UploadError('network-failed', 'The page hung up.'))
      }
      const stop = () => {
        leave('stopped by the page')
        reject(call.signal.reason)
      }
      const forget = life.onDeath(() => leave('the page died'))
      if (call.signal.aborted) return stop()
      call.signal.addEventListener('abort', stop, { once: true })

      const onProgress = (sentBytes: number) => {
        life.happen(() => {
          if (isAwaited) call.onProgress?.(sentBytes)
        })
      }
      const far: SendCall = {
        signal: connection.signal,
        network: { ...call.network, clock: this.#clock },
        onProgress,
      }
      this.#travel(connection.signal, () => send(far))
        .finally(() => this.#connections.delete(connection))
        .then(
          (answer) => {
            if (!isAwaited) return
            end('ok', answer)
            life.happen(() => resolve(answer))
          },
          (thrown: unknown) => {
            if (!isAwaited) return
            end(UploadError.from(thrown).code)
            life.happen(() => reject(thrown))
          },
        )
    })
  }

  async #travel<Answer>(signal: AbortSignal, send: () => Promise<Answer>): Promise<Answer> {
    await this.#way(signal)
    if (!this.conditions.isSignedIn)
      throw new UploadError('signed-out', 'Nobody is signed in.', { cause: new Error(secret) })
    const answer = await send()
    await this.#way(signal)
    return answer
  }

  async #way(signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(1 + this.#random.below(slowestWay), signal)
    if (!this.conditions.isOnline)
      throw new UploadError('network-failed', 'Offline.', { cause: new Error(secret) })
  }
}

/** What the storage and its errors know and nobody else may: it must not be seen anywhere. */
export const secret = 'LTAI-the-secret-of-the-simulated-storage'

interface Passage<Answer> {
  readonly call: SendCall
  readonly send: (call: SendCall) => Promise<Answer>
  readonly options: RouteOptions
}
