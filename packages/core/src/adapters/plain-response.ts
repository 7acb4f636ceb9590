import type { Crc64 } from '../model/crc64.ts'
import type { TransportResponse } from '../ports/transport.ts'

/** An answer as plain data, which can cross from a worker. */
export interface PlainResponse {
  readonly status: number
  /** As `getAllResponseHeaders()` gives them. */
  readonly headers: string
  readonly text: string
  readonly sentCrc64?: Crc64
}

export function toResponse({ headers, ...answer }: PlainResponse): TransportResponse {
  return { ...answer, header: headerReader(headers) }
}

/**
 * Asking the request itself for a header that CORS hides would write an error into the console of
 * the page, for every part.
 */
function headerReader(headers: string): (name: string) => string | null {
  const values = new Map<string, string>()
  for (const line of headers.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) values.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  return (name) => values.get(name.toLowerCase()) ?? null
}
