import type { Crc64 } from './crc64.ts'

/** What was compared before the object was called stored. */
export type Verification = 'crc64' | 'md5' | 'parts' | 'none'

/** An object as the storage reports it. What a storage hides from the page is `null`. */
export interface ObjectFacts {
  readonly key: string
  /** In bytes. */
  readonly size: number | null
  /** Without quotes. */
  readonly etag: string | null
  readonly crc64: Crc64 | null
  /** Where the object lives, unsigned. */
  readonly url: string
  readonly versionId?: string
  /** What the upload callback of the application answered, or why it failed. */
  readonly callback?: CallbackOutcome
}

/** The storage calls the application's server after an upload; the object is stored either way. */
export type CallbackOutcome =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly message: string }

/** The finished object: stored, compared and, where asked for, confirmed. Plain data. */
export interface StoredObject {
  readonly key: string
  /** In bytes. */
  readonly size: number
  readonly etag: string | null
  /** CRC-64 of the bytes that were sent. */
  readonly crc64: Crc64
  readonly url: string
  readonly verified: Verification
  readonly versionId?: string
  readonly callback?: CallbackOutcome
  /** What `confirm` resolved to. */
  readonly confirmed?: unknown
}
