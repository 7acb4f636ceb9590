import type { Query } from './protocol.ts'

/** Which files a form may store. */
export interface FormScope {
  readonly key: readonly [operator: 'eq' | 'starts-with', text: string]
  /** In bytes, both included. */
  readonly sizes: readonly [least: number, most: number]
  /** `undefined`: the form says nothing of it. */
  readonly type: string | undefined
}

export interface PolicyOptions {
  readonly bucket: string
  readonly scope: FormScope
  /** The fields of the signature, but for the signature itself. */
  readonly signatureFields: Query
  /** Epoch milliseconds on the server's clock. */
  readonly expiresAt: number
}

/** What OSS checks before it stores the file of a form. */
export function createPostPolicy(options: PolicyOptions): string {
  const { bucket, scope, signatureFields, expiresAt } = options
  const [operator, key] = scope.key
  return JSON.stringify({
    expiration: new Date(expiresAt).toISOString(),
    conditions: [
      { bucket },
      [operator, '$key', key],
      ['content-length-range', ...scope.sizes],
      ['eq', '$success_action_status', '201'],
      ...(scope.type === undefined ? [] : [['eq', '$content-type', scope.type]]),
      ...signatureFields.map(([name, value]) => ({ [name]: value })),
    ],
  })
}
