/** What an OSS error answer says beyond its code: elements of the XML, in order; a record is an element with children. */
export type ErrorDetails = Readonly<
  Record<string, ErrorDetail | Readonly<Record<string, ErrorDetail>>>
>

export type ErrorDetail = string | number

export interface OssErrorOptions {
  /** Detail code (`x-oss-ec` and `<EC>`), where OSS's is known. */
  readonly ec?: string
  /** Elements after `<HostId>`, for example `{ UploadId: '…' }`. */
  readonly details?: ErrorDetails
  /** Headers of the answer, for example `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer that OSS gives instead of the one asked for. */
export class OssError extends Error {
  override readonly name = 'OssError'
  readonly status: number
  readonly code: string
  readonly ec: string | undefined
  readonly details: ErrorDetails
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, options: OssErrorOptions = {}) {
    super(message)
    this.status = status
    this.code = code
    this.ec = options.ec
    this.details = options.details ?? {}
    this.headers = options.headers ?? {}
  }
}
