/** A multipart upload that was neither completed nor aborted. */
export interface MultipartUpload {
  /** 32 upper-case hex characters. */
  readonly id: string
  readonly key: string
  /** Epoch ms. */
  readonly initiatedAt: number
  /** The object's headers, given at Initiate. */
  readonly headers: Readonly<Record<string, string>>
  readonly storageClass: string
}

export interface StoredPart {
  readonly number: number
  readonly size: number
  /** Upper-case MD5, without quotes. */
  readonly etag: string
  /** Unsigned decimal. */
  readonly crc64: string
  /** Epoch ms. */
  readonly storedAt: number
}

/** A stored part and where its bytes lie. */
export interface PartFile extends StoredPart {
  readonly path: string
}
