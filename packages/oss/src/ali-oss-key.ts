import { UploadError } from '@resumable-upload/core'
import type { OpenSigningKey } from './signature-v4.ts'

/** What is used of the official SDK: it signs, and does nothing else. */
export interface AliOssClient {
  /** Signs with the time in `x-oss-date`, of the headers or else of the queries. */
  authorizationV4(
    method: string,
    request: {
      readonly headers: Readonly<Record<string, string>>
      /** `null` for a name that stands alone: `''` would be signed as `name=`. */
      readonly queries: Readonly<Record<string, string | null>>
    },
    bucket: string,
    key: string,
    additionalHeaders: string[],
  ): string
  signPostObjectPolicyV4(policy: string, date: Date): string
}

/** The SDK's constructor, as its Node build and its browser bundle export it. */
export type AliOss = new (options: {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly region: string
  readonly cloudBoxId?: string
  readonly stsToken?: string
  readonly refreshSTSTokenInterval?: number
  readonly authorizationV4: true
}) => AliOssClient

export type LoadAliOss = () => Promise<AliOss>

/** Opens keys with one immutable client each: there is nothing to refresh, and so nothing to mix up. */
export function openAliOssKeys(load: LoadAliOss): OpenSigningKey {
  return async ({ accessKeyId, accessKeySecret, securityToken }, { region, product }) => {
    const Client = await load()
    const client = new Client({
      accessKeyId,
      accessKeySecret,
      region: `oss-${region}`,
      ...(product === 'oss-cloudbox' && { cloudBoxId: region }),
      // The token keeps the SDK from warning of a long-lived key, the interval from recommending a
      // `refreshSTSToken`. Nothing is refreshed: without that function the interval is never read.
      ...(securityToken && { stsToken: securityToken, refreshSTSTokenInterval: Infinity }),
      authorizationV4: true,
    })
    return {
      async signRequest(parts) {
        const { method, bucket, key, query, headers, additionalHeaders = [], datetime } = parts
        const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
        const authorization = client.authorizationV4(
          method,
          {
            headers,
            queries: Object.fromEntries(
              query.map(([name, value]) => [name, value === '' ? null : value]),
            ),
          },
          bucket,
          key,
          // The SDK throws for a header that is not there.
          additionalHeaders.filter((name) => names.has(name.toLowerCase())),
        )
        return signatureIn(authorization, datetime)
      },
      async signPolicy(policy, datetime) {
        return client.signPostObjectPolicyV4(policy, toDate(datetime))
      },
    }
  }
}

/** Loads the SDK on first use: 140 kB that a page with another signer never asks for. */
export const loadAliOss: LoadAliOss = async () => {
  try {
    const module: { readonly default: unknown } = await import('ali-oss')
    // Its own types lack the two functions that are used here, and both builds have them.
    return module.default as AliOss
  } catch (cause) {
    throw new UploadError(
      'network-failed',
      'The Alibaba Cloud SDK could not be loaded. Check the connection, and that its file is deployed.',
      { cause },
    )
  }
}

function signatureIn(authorization: string, datetime: string): string {
  const signature = /Signature=([\da-f]{64})$/.exec(authorization)?.[1]
  if (signature && authorization.includes(`/${datetime.slice(0, 8)}/`)) return signature
  throw new UploadError(
    'unexpected',
    'The Alibaba Cloud SDK signs in another form. Use ali-oss 6.23.',
  )
}

function toDate(datetime: string): Date {
  return new Date(
    datetime.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  )
}
