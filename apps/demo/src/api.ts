import type { StsCredentials, UnfinishedPage, UnfinishedQuery } from '@resumable-upload/oss'

export interface Config {
  readonly bucket: string
  readonly endpoint: string
  readonly region: string
  readonly user: string
  /** Everybody who can sign in. */
  readonly people: readonly string[]
  /** Where this user's objects lie. */
  readonly prefix: string
  /** In bytes. */
  readonly partSize: number | 'auto'
}

export interface LibraryObject {
  readonly key: string
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** ISO 8601. */
  readonly storedAt: string
  readonly crc64: string | null
}

export interface Library {
  readonly objects: readonly LibraryObject[]
  readonly truncated: boolean
}

export type UnfinishedUpload = UnfinishedPage['uploads'][number]

/** The demo's backend. Every call rejects with a sentence. */
export const api = {
  config: (signal: AbortSignal): Promise<Config> => ask('GET', '/api/config', { signal }),
  signIn: (user: string): Promise<unknown> => ask('POST', '/api/session', { body: { user } }),
  token: (signal: AbortSignal): Promise<StsCredentials> => ask('POST', '/api/sts', { signal }),
  library: (signal: AbortSignal): Promise<Library> => ask('GET', '/api/objects', { signal }),
  unfinished: ({ after, signal }: UnfinishedQuery): Promise<UnfinishedPage> =>
    ask('GET', `/api/uploads?${new URLSearchParams({ after: after ?? '' })}`, { signal }),
  abort: ({ key, uploadId }: UnfinishedUpload): Promise<unknown> =>
    ask('DELETE', '/api/uploads', { body: { key, uploadId } }),
}

/** Leads to a fresh signed link, so that it never expires. */
export function downloadUrl({ key }: LibraryObject): string {
  return `/api/objects/download?${new URLSearchParams({ key })}`
}

interface Call {
  readonly signal?: AbortSignal
  readonly body?: object
}

async function ask<Answer>(method: string, path: string, { signal, body }: Call): Promise<Answer> {
  const response = await fetch(path, {
    method,
    ...(signal && { signal }),
    ...(body && {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    }),
  })
  const answer: unknown = response.status === 204 ? null : await response.json()
  if (!response.ok) throw new Error(sentenceOf(answer) ?? `The server answered ${response.status}.`)
  return answer as Answer // Our own server: both sides change together.
}

function sentenceOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const sentence: unknown = Reflect.get(answer, 'error')
  return typeof sentence === 'string' ? sentence : undefined
}
