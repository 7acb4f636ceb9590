import { UploadError } from '@resumable-upload/core'

export interface HttpProblemOptions extends ErrorOptions {
  /** Seconds. */
  readonly retryAfter?: number
}

/** A refusal that the caller is told of: a status, a code for programs, a sentence for people. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly status: number
  readonly code: string
  readonly retryAfter: number | undefined

  constructor(status: number, code: string, sentence: string, options: HttpProblemOptions = {}) {
    super(sentence, options)
    this.status = status
    this.code = code
    this.retryAfter = options.retryAfter
  }

  /** Whatever was thrown; what nobody planned says nothing of itself to the caller. */
  static from(thrown: unknown): HttpProblem {
    if (thrown instanceof HttpProblem) return thrown
    const isAskedWrongly =
      thrown instanceof UploadError &&
      (thrown.code === 'misconfigured' || thrown.code === 'invalid-key')
    if (isAskedWrongly)
      return new HttpProblem(400, 'bad-request', thrown.message, { cause: thrown })
    const sentence = 'Something broke on the server. Its log says more under this request id.'
    return new HttpProblem(500, 'internal', sentence, { cause: thrown })
  }
}

export function notSignedIn(): HttpProblem {
  return new HttpProblem(401, 'signed-out', 'Nobody is signed in. Sign in to go on.')
}
