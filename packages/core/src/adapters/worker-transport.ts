import type { Transport } from '../ports/transport.ts'
import { fileOf } from './file-of.ts'
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
    let reported = 0
    const watched = (sentBytes: number): void => {
      reported = sentBytes
      onProgress?.(sentBytes)
    }
    const response = await link.do('send', input, {
      signal,
      ...(onProgress && { onProgress: watched }),
    })
    const { status } = response
    const size = request.body ? fileOf(request.body).size : 0
    // Of a small body the answer alone may be heard.
    if (status >= 200 && status < 300 && reported < size) onProgress?.(size)
    return toResponse(response)
  }
}
