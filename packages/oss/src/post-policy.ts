import type { Operation } from './operation.ts'
import type { Query } from './protocol.ts'

export interface PolicyOptions {
  readonly bucket: string
  readonly operation: Extract<Operation, { type: 'sendWhole' }>
  /** The fields of the signature, but for the signature itself. */
  readonly signatureFields: Query
  /** Epoch milliseconds on the server's clock. */
  readonly expiresAt: number
}

/** What OSS checks before it stores the file of a form: exactly this key, size and type. */
export function createPostPolicy(options: PolicyOptions): string {
  const { bucket, operation, signatureFields, expiresAt } = options
  const { key, size, headers } = operation
  const type = headers['Content-Type']
  return JSON.stringify({
    expiration: new Date(expiresAt).toISOString(),
    conditions: [
      { bucket },
      ['eq', '$key', key],
      ['content-length-range', size, size],
      ['eq', '$success_action_status', '201'],
      ...(type === undefined ? [] : [['eq', '$content-type', type]]),
      ...signatureFields.map(([name, value]) => ({ [name]: value })),
    ],
  })
}
