/** What the emulator remembers of an object; the bytes lie in a file of their own. */
export interface StoredObject {
  readonly key: string
  readonly size: number
  /** Upper case, without quotes. */
  readonly etag: string
  /** Unsigned decimal. */
  readonly crc64: string
  readonly type: 'Normal' | 'Multipart'
  /** Epoch ms. */
  readonly lastModified: number
  /** Headers that came with the object and go out with it, lower-case names: `content-type`, `x-oss-meta-…`. */
  readonly headers: Readonly<Record<string, string>>
  readonly storageClass: string
}
