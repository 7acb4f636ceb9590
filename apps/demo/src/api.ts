import { UploadError } from '@resumable-upload/core'
import type {
  GetCredentials,
  StsCredentials,
  UnfinishedPage,
  UnfinishedQuery,
  UploadCallback,
} from '@resumable-upload/oss'
import { createSession, sentenceOf, type Session } from './session.ts'

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
  /** Who signs requests to the storage. */
  readonly signer: 'page' | 'server'
  /** Whom OSS tells of a stored object. */
  readonly callback: UploadCallback | null
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

/** OSS's own word that an object is stored, believed once the bucket agreed. */
export interface CallbackRecord {
  readonly key: string
  /** ISO 8601. */
  readonly at: string
}

export type UnfinishedUpload = UnfinishedPage['uploads'][number]

/** Nobody is signed in; whoever waits for it goes on after the next sign-in. */
export const session: Session = createSession()

/** The demo's backend. Every call rejects with a sentence. */
export const api = {
  /** `null` on the first visit. */
  config: (signal: AbortSignal): Promise<Config | null> => ask('GET', '/api/config', { signal }),
  token: (reason: Reason, signal: AbortSignal): Promise<StsCredentials> =>
    ask('POST', '/api/sts', { signal, body: { reason } }),
  library: (signal: AbortSignal): Promise<Library> => ask('GET', '/api/objects', { signal }),
  remove: ({ key }: LibraryObject): Promise<unknown> =>
    ask('DELETE', '/api/objects', { body: { key } }),
  callbacks: (signal: AbortSignal): Promise<readonly CallbackRecord[]> =>
    ask('GET', '/api/callbacks', { signal }),
  unfinished: ({ after, signal }: UnfinishedQuery): Promise<UnfinishedPage> =>
    ask('GET', `/api/uploads?${new URLSearchParams({ after: after ?? '' })}`, { signal }),
  abort: ({ key, uploadId }: UnfinishedUpload): Promise<unknown> =>
    ask('DELETE', '/api/uploads', { body: { key, uploadId } }),
}

/** Leads to a fresh signed link, so that it never expires. */
export function downloadUrl({ key }: LibraryObject): string {
  return `/api/objects?${new URLSearchParams({ key })}`
}

type Reason = Parameters<GetCredentials>[0]

interface Call {
  readonly signal?: AbortSignal
  readonly body?: object
}

async function ask<Answer>(method: string, path: string, { signal, body }: Call): Promise<Answer> {
  const response = await session.fetch(path, {
    method,
    ...(signal && { signal }),
    ...(body && {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    }),
  })
  if (!response.ok) throw await refusalOf(response)
  const answer: unknown = response.status === 204 ? null : await response.json()
  return answer as Answer // Our own server: both sides change together.
}

/** With the request id, so that the log of the server can be searched for it. */
async function refusalOf(response: Response): Promise<UploadError> {
  const { status, headers } = response
  const requestId = headers.get('x-request-id')
  const code = status === 401 ? 'signed-out' : 'credentials-unavailable'
  return new UploadError(code, await sentenceOf(response), requestId ? { requestId } : {})
}
