import type { Crc64 } from '../model/crc64.ts'
import type { TransportResponse } from '../ports/transport.ts'

/** An answer as plain data, which can cross from a worker. */
export interface PlainResponse {
  readonly status: number
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly text: string
  readonly sentCrc64?: Crc64
}

/**
 * Reads what `getAllResponseHeaders()` gives. Asking the request itself for a header that CORS hides
 * would write an error into the console of the page, for every part. Done in the worker: a value is a
 * view of the whole text until it crosses, and a checksum is kept as long as its upload runs.
 */
export function readHeaders(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) values.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  return values
}

export function toResponse({ headers, ...answer }: PlainResponse): TransportResponse {
  return { ...answer, header: (name) => headers.get(name.toLowerCase()) ?? null }
}
