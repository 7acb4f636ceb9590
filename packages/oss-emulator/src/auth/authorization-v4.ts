import { parseAdditionalHeaders } from './additional-headers.ts'
import { invalidArgument } from './invalid-argument.ts'
import { algorithmV4 } from './signature-v4.ts'

export interface AuthorizationV4 {
  readonly credential: string
  readonly additionalHeaders: readonly string[]
  readonly signature: string
}

/** Reads the header; SDKs write no blank after the commas, the documentation does, and both are fine. */
export function parseAuthorizationV4(authorization: string): AuthorizationV4 {
  const invalid = () =>
    invalidArgument('Authorization header is invalid.', ['Authorization', authorization])
  const fields = new Map<string, string>()
  for (const field of authorization.slice(algorithmV4.length).split(',')) {
    const [, name, value] = /^ *(Credential|AdditionalHeaders|Signature)=(\S*) *$/.exec(field) ?? []
    if (name === undefined || value === undefined || fields.has(name)) throw invalid()
    fields.set(name, value)
  }

  const credential = fields.get('Credential')
  const signature = fields.get('Signature')
  if (credential === undefined || signature === undefined) throw invalid()
  return {
    credential,
    signature,
    additionalHeaders: parseAdditionalHeaders(fields.get('AdditionalHeaders')),
  }
}
