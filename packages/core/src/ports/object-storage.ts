import type { Crc64 } from '../model/crc64.ts'
import type { Part, PartLimits, StoredPart } from '../model/part.ts'
import type { ObjectFacts } from '../model/stored-object.ts'
import type { FileInfo } from '../model/upload-phase.ts'
import type { Checksum } from './checksum.ts'
import type { Clock } from './environment.ts'
import type { Neighbours } from './neighbours.ts'
import type { Transport } from './transport.ts'

/** The object to be, as decided before the first request. Plain data: the journal saves it. */
export interface ObjectTarget {
  readonly key: string
  /** Headers that the object shall have, for example `Content-Type`. */
  readonly headers: Readonly<Record<string, string>>
}

/** A multipart upload as the storage knows it. Plain data: the journal saves it. */
export interface RemoteUpload {
  readonly key: string
  readonly uploadId: string
}

/** A multipart upload that was opened and neither completed nor discarded, by whomever. */
export interface UnfinishedUpload extends RemoteUpload {
  /** Epoch milliseconds. */
  readonly startedAt: number
}

/** What the uploader lends to its storage. */
export interface Network {
  readonly transport: Transport
  readonly clock: Clock
  readonly checksum: Checksum
  /** Other tabs of the same scope, to share what only memory may hold. */
  readonly neighbours?: Neighbours
}

/** What a storage notices while it answers a call. */
export type StorageNotice =
  | { readonly type: 'credentialsReceived' }
  | { readonly type: 'credentialsRenewed' }
  | { readonly type: 'clockCorrected'; readonly offset: number }

export interface StorageCall {
  readonly signal: AbortSignal
  readonly network: Network
  readonly notice?: (notice: StorageNotice) => void
}

export interface SendCall extends StorageCall {
  readonly onProgress?: (sentBytes: number) => void
}

export interface NameRequest {
  readonly file: FileInfo
  /** Wins over the storage's own naming. */
  readonly key?: string
  /** Win over the storage's own headers. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Where the bytes go: a bucket that takes objects whole or in parts.
 *
 * Every method rejects with an `UploadError` and makes one attempt; only credentials and the clock
 * are put right inside. The engine retries, compares checksums and remembers. Check an
 * implementation with `describeObjectStorage`.
 */
export interface ObjectStorage {
  /** Tells destinations apart: bucket, endpoint, prefix. No secret. */
  readonly id: string
  readonly limits: PartLimits
  /** Names the header in which answers carry the id of the request, for support. */
  readonly requestIdHeader?: string
  /** Decides key and headers. Throws `invalid-key`. */
  nameObject(request: NameRequest): ObjectTarget
  open(target: ObjectTarget, call: StorageCall): Promise<RemoteUpload>
  /** `sentCrc64` is of the bytes that left, `crc64` what the storage says of those that arrived. */
  sendPart(
    upload: RemoteUpload,
    part: Part,
    body: Blob,
    call: SendCall,
  ): Promise<StoredPart & { readonly sentCrc64: Crc64 }>
  /** All parts of all pages, by number. Rejects with `upload-gone` if the upload is unknown. */
  listParts(upload: RemoteUpload, call: StorageCall): Promise<readonly StoredPart[]>
  /** Rejects with `upload-gone` when the upload is unknown, which may mean: completed before. */
  complete(
    upload: RemoteUpload,
    parts: readonly { readonly number: number; readonly etag: string }[],
    target: ObjectTarget,
    call: StorageCall,
  ): Promise<ObjectFacts>
  /** Removes the upload and its parts. An unknown upload is no error. */
  discard(upload: RemoteUpload, call: StorageCall): Promise<void>
  /** The whole file in one request. */
  sendWhole(
    target: ObjectTarget,
    body: Blob,
    call: SendCall,
  ): Promise<ObjectFacts & { readonly sentCrc64: Crc64 }>
  /** `null` when there is no such object. */
  findObject(key: string, call: StorageCall): Promise<ObjectFacts | null>
  /**
   * All unfinished uploads of this user, where the application can list them: a file whose upload
   * was begun in another browser is continued here.
   */
  listUnfinished?(call: StorageCall): Promise<readonly UnfinishedUpload[]>
  /**
   * The ETag that an object of these parts gets, where the storage has a rule for it. Tells an
   * object from a namesake when its CRC-64 is hidden.
   */
  objectEtag?(partEtags: readonly string[], network: Network): Promise<string>
  /** The application has new credentials: forget what is cached. */
  credentialsChanged?(): void
}
