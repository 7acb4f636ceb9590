/** A refusal that the page shows as it is: a sentence, and the status that fits it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: 400 | 403 | 404 | 502

  constructor(status: 400 | 403 | 404 | 502, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.status = status
  }
}

/** Says of a failed call to OSS or STS what failed, without its request: that carries signatures. */
export function fromStorage(what: string, thrown: unknown): ApiError {
  const code = textOf(thrown, 'code') ?? 'no answer'
  const requestId = textOf(thrown, 'requestId')
  const details = requestId === undefined ? code : `${code}, request ${requestId}`
  return new ApiError(502, `${what} (${details}).`, { cause: thrown })
}

function textOf(thrown: unknown, name: string): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined
  const value: unknown = Reflect.get(thrown, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}
