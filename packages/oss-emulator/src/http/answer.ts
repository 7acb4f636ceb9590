import type { FileHandle } from 'node:fs/promises'

/** What goes back to the client, before the headers that every answer has. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | FileRange
}

/** Bytes of an open file; whoever sends the answer closes it. */
export interface FileRange {
  readonly file: FileHandle
  readonly start: number
  readonly length: number
}

export function xmlAnswer(body: string): Answer {
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body }
}
