/** What the server itself asks the bucket, with rights of its own. */
export interface Bucket {
  /** `null` for no such object. */
  head(key: string): Promise<ObjectHead | null>
  listObjects(prefix: string): Promise<ObjectList>
  /** An address that downloads the object under the name at its key's end, for some minutes. */
  signDownload(key: string): Promise<string>
  /** Removes the object; one that is gone is no error. */
  remove(key: string): Promise<void>
  /** The page that `after`, the `next` of another one, leads to; `null` for the first. */
  listUploads(prefix: string, after: string | null): Promise<UnfinishedPage>
  /** Removes the upload with its parts; one that is gone is no error. */
  abort(upload: RemoteUpload): Promise<void>
}

export interface ObjectHead {
  /** In bytes. */
  readonly size: number
  /** Without quotes. */
  readonly etag: string
}

/** A finished object. */
export interface ListedObject {
  readonly key: string
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** ISO 8601 UTC. */
  readonly storedAt: string
  /** The checksum that the storage keeps of the object's bytes; `null` if it keeps none. */
  readonly crc64: string | null
}

export interface ObjectList {
  /** Newest first. */
  readonly objects: readonly ListedObject[]
  /** There are more than these. */
  readonly truncated: boolean
}

export interface RemoteUpload {
  readonly key: string
  readonly uploadId: string
}

/** A multipart upload that was opened and neither completed nor aborted. Its parts cost money. */
export interface UnfinishedUpload extends RemoteUpload {
  /** ISO 8601 UTC. */
  readonly startedAt: string
}

/** What `listUnfinished` of a page resolves to. */
export interface UnfinishedPage {
  readonly uploads: readonly UnfinishedUpload[]
  /** Where the next page begins; `null` on the last one. */
  readonly next: string | null
}
