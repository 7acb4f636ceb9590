import {
  type Checksum,
  type Transport,
  type TransportRequest,
  UploadError,
} from '@resumable-upload/core'

/** Sends with `fetch`, for tests in Node: progress comes at once, when everything is sent. */
export function fetchTransport(checksum: Checksum): Transport {
  return async ({ method, url, headers = {}, body, crc64, onProgress }, signal) => {
    const file = body instanceof Blob ? body : body?.file
    const sentCrc64 = crc64 && file ? await checksum.crc64(file, signal) : undefined
    const response = await answerOf(
      fetch(url, { method, headers, body: toBody(body) ?? null, signal }),
      signal,
    )
    const text = await answerOf(response.text(), signal)
    if (file) onProgress?.(file.size)
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      text,
      ...(sentCrc64 !== undefined && { sentCrc64 }),
    }
  }
}

function toBody(body: TransportRequest['body']): Blob | FormData | undefined {
  if (body === undefined) return undefined
  // Copied without its type, which would become a header that nobody signed.
  if (body instanceof Blob) return body.slice()
  const form = new FormData()
  for (const [name, value] of body.fields) form.append(name, value)
  form.append('file', body.file, body.fileName)
  return form
}

async function answerOf<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  try {
    return await answer
  } catch (cause) {
    signal.throwIfAborted()
    throw new UploadError('network-failed', 'No answer came.', { cause })
  }
}
