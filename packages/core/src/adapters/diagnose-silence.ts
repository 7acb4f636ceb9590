import { UploadError } from '../model/upload-error.ts'

/** How long a probe may take, in milliseconds. */
const probeLimit = 5_000

/** Tells why a host gave no answer that the page can read. */
export interface SilenceDiagnosis {
  /** The page has read an answer of this URL's host: its CORS rule is in order. */
  heard(url: string): void
  /**
   * Asks the browser, then the host. Requests that fail together share one probe. Rejects with the
   * signal's reason when aborted.
   */
  explain(url: string, signal: AbortSignal): Promise<UploadError>
}

export function createSilenceDiagnosis(): SilenceDiagnosis {
  const heardOf = new Set<string>()
  const probes = new Map<string, Promise<boolean>>()

  function isReachable(origin: string): Promise<boolean> {
    const running = probes.get(origin)
    if (running) return running
    const probe = answersProbe(origin).finally(() => probes.delete(origin))
    probes.set(origin, probe)
    return probe
  }

  return {
    heard: (url) => void heardOf.add(originOf(url)),
    async explain(url, signal) {
      const origin = originOf(url)
      const { host } = new URL(origin)
      if (navigator.onLine === false) return offline(host)
      if (!(await abortable(isReachable(origin), signal))) return unreachable(host)
      return heardOf.has(origin) ? busy(host) : blocked(host)
    },
  }
}

/** Nothing can be read of the answer to such a request, and none needs permission. */
async function answersProbe(origin: string): Promise<boolean> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), probeLimit)
  try {
    await fetch(origin, {
      method: 'HEAD',
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      signal: controller.signal,
    })
    return true
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

function abortable<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function originOf(url: string): string {
  return new URL(url, globalThis.location?.href).origin
}

function offline(host: string): UploadError {
  const message = `No answer from ${host}: this device is offline. The request is sent again by itself.`
  return new UploadError('network-failed', message, { reason: 'offline' })
}

function unreachable(host: string): UploadError {
  const message = `No answer from ${host}: it cannot be reached from this network. The request is sent again by itself.`
  return new UploadError('network-failed', message, { reason: 'unreachable' })
}

function blocked(host: string): UploadError {
  const message = `${host} answers, but this page may not read it. Allow the origin of the page in the CORS rule of the bucket.`
  return new UploadError('network-failed', message, { reason: 'cors' })
}

/** Gateways that turn requests away under load do not add the CORS headers of the bucket. */
function busy(host: string): UploadError {
  const message = `${host} turned the request away without a readable answer: it is busy, or the connection broke. The request is sent again by itself.`
  return new UploadError('server-busy', message, { reason: 'cors' })
}
