import type { UploadError } from '../model/upload-error.ts'
import type { TransportRequest } from '../ports/transport.ts'
import { createSilenceDiagnosis, type SilenceDiagnosis } from './diagnose-silence.ts'
import { fileOf } from './file-of.ts'
import { hangsOnFiles, prepareBody, type OutgoingBody } from './outgoing-body.ts'
import { readHeaders, type PlainResponse } from './plain-response.ts'
import { readRange } from './read-blob.ts'

/** As `Transport`, with an answer that is plain data. */
export type SendByXhr = (request: TransportRequest, signal: AbortSignal) => Promise<PlainResponse>

export interface XhrSenderOptions {
  /** Reads bodies into memory before they are sent. @default where the browser needs it */
  readonly asBytes?: boolean
}

/** Sends by `XMLHttpRequest`, because `fetch` reports no progress. */
export function createXhrSender({
  asBytes = hangsOnFiles(navigator.userAgent),
}: XhrSenderOptions = {}): SendByXhr {
  const silence = createSilenceDiagnosis()

  return async (request, signal) => {
    signal.throwIfAborted()
    // What cannot be read must not be sent on, and what is not sent need not be read.
    const both = new AbortController()
    const stop = (): void => both.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    try {
      const body = await prepareBody(request, { asBytes, signal: both.signal })
      const [xhr, sentCrc64] = await Promise.all([
        exchange(request, body, both.signal),
        body?.sentCrc64,
      ])
      if (xhr.status === 0) throw await whyNoAnswer(request, { silence, signal })
      silence.heard(request.url)
      return {
        status: xhr.status,
        headers: readHeaders(xhr.getAllResponseHeaders()),
        text: xhr.responseText,
        ...(sentCrc64 !== undefined && { sentCrc64 }),
      }
    } finally {
      signal.removeEventListener('abort', stop)
      both.abort()
    }
  }
}

/** Resolves with the finished request; its status is 0 when there was no readable answer. */
function exchange(
  { method, url, headers = {}, onProgress }: TransportRequest,
  body: OutgoingBody | null,
  signal: AbortSignal,
): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const xhr = new XMLHttpRequest()
    xhr.open(method, url)
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    if (body?.type) xhr.setRequestHeader('Content-Type', body.type)

    const report = body && onProgress ? monotonic(body.size, onProgress) : undefined
    // Upload listeners cost a preflight, so they are there only for somebody who listens.
    if (report) xhr.upload.onprogress = (event) => report(event.loaded, event.total)

    const stop = (): void => xhr.abort()
    signal.addEventListener('abort', stop, { once: true })
    xhr.onloadend = () => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      if (xhr.status >= 200 && xhr.status < 300) report?.(Infinity, Infinity)
      resolve(xhr)
    }
    xhr.send(body?.content ?? null)
  })
}

/** Reports bytes of the file alone, each number higher than the one before, at last `size`. */
function monotonic(
  size: number,
  onProgress: (sentBytes: number) => void,
): (loaded: number, total: number) => void {
  let reported = 0
  return (loaded, total) => {
    // A form is larger than its file, and all that comes before the file is sent first.
    const beforeFile = Number.isFinite(total) ? Math.max(0, total - size) : 0
    const sentBytes = Math.min(size, Math.max(0, loaded - beforeFile))
    if (sentBytes <= reported) return
    reported = sentBytes
    onProgress(sentBytes)
  }
}

/** A file that changed meanwhile must not be taken for a broken network, and sent again. */
async function whyNoAnswer(
  { url, body }: TransportRequest,
  { silence, signal }: { readonly silence: SilenceDiagnosis; readonly signal: AbortSignal },
): Promise<UploadError> {
  const file = body && fileOf(body)
  if (file && file.size > 0) await readRange(file, 0, 1)
  signal.throwIfAborted()
  return silence.explain(url, signal)
}
