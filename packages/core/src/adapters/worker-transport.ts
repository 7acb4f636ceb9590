import type { Transport } from '../ports/transport.ts'
import { toResponse } from './plain-response.ts'
import type { WorkerLink } from './worker-link.ts'

/** Reads, hashes and sends in the worker. */
export function createWorkerTransport(link: WorkerLink): Transport {
  return async ({ onProgress, url, ...request }, signal) => {
    const input = {
      ...request,
      // In the worker it would be relative to the script.
      url: new URL(url, location.href).href,
      wantsProgress: onProgress !== undefined,
    }
    return toResponse(await link.do('send', input, { signal, onProgress }))
  }
}
