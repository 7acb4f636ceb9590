import { loadOnce } from '../model/load-once.ts'
import { UploadError } from '../model/upload-error.ts'
import type { Checksum } from '../ports/checksum.ts'
import type { Clock } from '../ports/environment.ts'
import type { Transport } from '../ports/transport.ts'
import { spawnWorker } from './spawn-worker.ts'
import { createWorkerClock } from './worker-clock.ts'
import { createWorkerChecksum } from './worker-checksum.ts'
import { createWorkerLink, type WorkerLink } from './worker-link.ts'
import { createWorkerTransport } from './worker-transport.ts'

export interface WorkerNetworkOptions {
  /** For bundlers that do not find the worker's script by themselves. */
  readonly createWorker?: () => Worker
  /** How long the worker may take to load, or to stop a request, in ms. @default 4 seconds */
  readonly patience?: number
}

/** Transport and checksum away from the main thread, where the page has workers. */
export interface WorkerNetwork {
  readonly transport: Transport
  readonly checksum: Checksum
  /** Keeps time while the page is hidden. */
  readonly clock: Clock
  /** Where the work is done; `unknown` before the first use. */
  mode(): 'worker' | 'main-thread' | 'unknown'
  /** Ends the worker for good; what still runs in it rejects with `disposed`. */
  close(): void
}

interface Threads {
  readonly transport: Transport
  readonly checksum: Checksum
}

/**
 * One dedicated worker reads, hashes and sends. It starts with the first request; where it cannot,
 * or when it breaks later, the main thread takes over. What ran in a broken worker rejects with
 * `network-failed`, to be tried again.
 */
export function createWorkerNetwork({
  createWorker = createTransferWorker,
  patience = 4_000,
}: WorkerNetworkOptions = {}): WorkerNetwork {
  let mode: ReturnType<WorkerNetwork['mode']> = 'unknown'
  let closed = false
  let broken = false
  let link: WorkerLink | undefined
  let starting: Promise<Threads> | undefined

  const loadMainThread = loadOnce(() => import('./main-thread-network.ts'))

  async function start(): Promise<Threads> {
    const worker = broken ? undefined : await spawnWorker(createWorker, { patience })
    if (closed) worker?.terminate()
    if (worker) return begin(worker)
    mode = 'main-thread'
    const { createMainThreadNetwork } = await loadMainThread()
    return createMainThreadNetwork()
  }

  function begin(worker: Worker): Threads {
    const onLost = (): void => {
      broken = true
      mode = 'main-thread'
      starting = undefined
      link = undefined
    }
    link = createWorkerLink(worker, { patience, onLost })
    mode = 'worker'
    return { transport: createWorkerTransport(link), checksum: createWorkerChecksum(link) }
  }

  async function threads(signal: AbortSignal): Promise<Threads> {
    if (closed) throw disposed()
    starting ??= start()
    const started = await starting.catch((thrown: unknown) => {
      starting = undefined
      throw thrown
    })
    signal.throwIfAborted()
    if (closed) throw disposed()
    return started
  }

  return {
    transport: async (request, signal) => (await threads(signal)).transport(request, signal),
    checksum: {
      crc64: async (body, signal) => (await threads(signal)).checksum.crc64(body, signal),
      md5: async (body, signal) => (await threads(signal)).checksum.md5(body, signal),
    },
    clock: createWorkerClock(() => link),
    mode: () => mode,
    close() {
      closed = true
      link?.close(disposed())
    },
  }
}

/** Written in the one form that bundlers recognise; `tsc` leaves it as it is. */
function createTransferWorker(): Worker {
  return new Worker(new URL('./transfer.worker.js', import.meta.url), { type: 'module' })
}

function disposed(): UploadError {
  return new UploadError('disposed', 'The uploader was closed.')
}
