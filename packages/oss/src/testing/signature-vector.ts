import type { CanonicalParts } from '../signature-v4.ts'

/** One entry of oss-vectors.json. Schemes that no page uses carry other inputs. */
export type SignatureVector =
  | V4Vector
  | PolicyVector
  | { readonly id: string; readonly scheme: 'v1-header' | 'v1-query' | 'post-v1' | 'v4-key' }

export interface V4Vector {
  readonly id: string
  readonly scheme: 'v4-query' | 'v4-header'
  readonly input: {
    readonly accessKeyId: string
    readonly accessKeySecret: string
    readonly securityToken?: string
    readonly method: string
    readonly bucket: string
    readonly key?: string
    readonly region: string
    readonly product: 'oss' | 'oss-cloudbox'
    readonly query: readonly (readonly [string, string])[]
    readonly headers: Readonly<Record<string, string>>
    readonly additionalHeaders?: readonly string[]
    readonly datetime: string
  }
  readonly expected: {
    readonly signature: string
    readonly urlQuery?: Readonly<Record<string, string>>
  }
}

export interface PolicyVector {
  readonly id: string
  readonly scheme: 'post-v4'
  readonly input: {
    readonly accessKeyId: string
    readonly accessKeySecret: string
    readonly region: string
    readonly product: 'oss' | 'oss-cloudbox'
    readonly datetime: string
    readonly policyJson: string
  }
  readonly expected: { readonly signature: string }
}

/** What is signed: a URL carries date and token in its query, a header-signed request in headers. */
export function canonicalPartsOf({ scheme, input, expected }: V4Vector): CanonicalParts {
  const {
    method,
    bucket,
    key = '',
    query,
    headers,
    additionalHeaders,
    datetime,
    securityToken,
  } = input
  const common = { method, bucket, key, datetime, ...(additionalHeaders && { additionalHeaders }) }
  if (scheme === 'v4-query')
    return { ...common, headers, query: [...query, ...Object.entries(expected.urlQuery ?? {})] }
  return {
    ...common,
    query,
    headers: {
      ...headers,
      'x-oss-date': datetime,
      ...(securityToken && { 'x-oss-security-token': securityToken }),
    },
  }
}
