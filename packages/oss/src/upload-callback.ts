import { toBase64 } from './base64.ts'

/** OSS calls the application's server once the object is stored. */
export interface UploadCallback {
  /** Public addresses, tried in turn; at most 5. */
  readonly url: string | readonly string[]
  /** Template with `${object}`, `${size}`, `${etag}`, `${crc64}`, `${x:name}` and the like. */
  readonly body: string
  /** @default 'application/x-www-form-urlencoded' */
  readonly bodyType?: 'application/json' | 'application/x-www-form-urlencoded'
  /** The `Host` header. @default the one of the address */
  readonly host?: string
  /** Send the host name in the TLS handshake. @default false */
  readonly sni?: boolean
  /** Values for `${x:name}`; names are lower case. */
  readonly variables?: Readonly<Record<string, string>>
}

/** Parameters for the query of Complete. */
export function callbackQuery(callback: UploadCallback): readonly (readonly [string, string])[] {
  const variables = variablesOf(callback)
  const query: [string, string][] = [['callback', encodeCallback(callback)]]
  if (variables.length > 0)
    query.push(['callback-var', toBase64(JSON.stringify(Object.fromEntries(variables)))])
  return query
}

/** Fields for the form of PostObject. */
export function callbackFields(callback: UploadCallback): readonly (readonly [string, string])[] {
  return [['callback', encodeCallback(callback)], ...variablesOf(callback)]
}

function encodeCallback({ url, body, bodyType, host, sni }: UploadCallback): string {
  return toBase64(
    JSON.stringify({
      callbackUrl: typeof url === 'string' ? url : url.join(';'),
      callbackBody: body,
      ...(bodyType && { callbackBodyType: bodyType }),
      ...(host && { callbackHost: host }),
      ...(sni && { callbackSNI: true }),
    }),
  )
}

function variablesOf({ variables = {} }: UploadCallback): readonly (readonly [string, string])[] {
  return Object.entries(variables).map(([name, value]) => [`x:${name.toLowerCase()}`, value])
}
