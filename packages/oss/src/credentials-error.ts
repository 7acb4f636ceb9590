import { UploadError } from '@resumable-upload/core'

/** Whatever the application threw, `AbortError` included, is a reason to wait and ask again. */
export function toCredentialsError(thrown: unknown): UploadError {
  if (thrown instanceof UploadError && passesThrough.has(thrown.code)) return thrown
  const why = thrown instanceof Error ? thrown.message : String(thrown)
  return new UploadError(
    'credentials-unavailable',
    `No new credentials: ${why || 'the request failed'}. The application is asked again in a moment.`,
    { cause: thrown },
  )
}

const passesThrough: ReadonlySet<string> = new Set([
  'signed-out',
  'misconfigured',
  'credentials-unavailable',
])

/** The last failure once more, with the time that is left to wait. */
export function postponed(error: UploadError, left: number): UploadError {
  const { code, message } = error
  return new UploadError(code, message, {
    cause: error,
    ...(code !== 'signed-out' && { retryAfter: left }),
  })
}
