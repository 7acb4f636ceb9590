export type ApiStatus = 400 | 401 | 403 | 404 | 429

/** A refusal that the page shows as it is: a sentence, and the status that fits it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: ApiStatus
  /** For programs. */
  readonly code: string

  constructor(status: ApiStatus, sentence: string, code: string) {
    super(sentence)
    this.status = status
    this.code = code
  }
}
