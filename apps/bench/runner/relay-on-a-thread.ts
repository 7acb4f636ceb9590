import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Pacing, Relay } from './relay.ts'

export interface RelayOrder {
  readonly target: number
  readonly pacing: Pacing
  readonly host?: string | undefined
}

export type RelayWish =
  | { readonly type: 'rate'; readonly inAll: number }
  | { readonly type: 'close' }

/** A relay that does not wait for a storage that hashes on this thread. */
export async function relayOnAThread(
  target: number,
  pacing: Pacing,
  host?: string,
): Promise<Relay> {
  const order: RelayOrder = { target, pacing, host }
  const worker = new Worker(new URL('./relay-thread.js', import.meta.url), { workerData: order })
  const wish = (message: RelayWish): void => worker.postMessage(message)
  const [port] = await once(worker, 'message')
  return {
    port: Number(port),
    setRate: (inAll) => wish({ type: 'rate', inAll }),
    async close() {
      const gone = once(worker, 'exit')
      wish({ type: 'close' })
      await gone
    },
  }
}
