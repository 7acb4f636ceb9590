/** What STS answers instead of a token. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly status: number
  /** For example `InvalidParameter.RoleArn`. */
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** The 400 for a parameter that was not sent. */
export function missingParameter(name: string): RpcError {
  return new RpcError(400, `Missing${name}`, `${name} is mandatory for this action.`)
}
