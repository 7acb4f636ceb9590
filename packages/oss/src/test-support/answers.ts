import type { TransportResponse } from '@resumable-upload/core'

export interface Answer {
  /** @default 200 */
  readonly status?: number
  /** Names in lower case: what CORS lets the page see. */
  readonly headers?: Readonly<Record<string, string>>
  readonly text?: string
}

export function toResponse({ status = 200, headers = {}, text = '' }: Answer): TransportResponse {
  return { status, text, header: (name) => headers[name.toLowerCase()] ?? null }
}

/** An error as OSS writes it. */
export function errorXml(elements: Readonly<Record<string, string>>): string {
  const lines = Object.entries(elements).map(([name, text]) => `  <${name}>${text}</${name}>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n${lines.join('\n')}\n</Error>\n`
}
