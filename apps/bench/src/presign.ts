import type { Site } from './driver.ts'

export interface PlainRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly key: string
  /** A name with the value `''` stands alone. */
  readonly query?: Readonly<Record<string, string>>
  readonly contentType?: string
}

export interface Presign {
  /** The URL that OSS takes this request at. */
  url(request: PlainRequest): Promise<string>
  /** The fields of forms for any key below the prefix: one signature for all of them. */
  readonly formFields: Readonly<Record<string, string>>
  readonly formUrl: string
}

const algorithm = 'OSS4-HMAC-SHA256'
const utf8 = new TextEncoder()

/**
 * Signs by V4 for those that leave it to their user: a hash and an HMAC a request, so that nobody is
 * slowed down by how the bench signs. (https://help.aliyun.com/en/oss/developer-reference/recommend-to-use-signature-version-4)
 */
export async function createPresign(site: Site): Promise<Presign> {
  const token = await (await fetch(site.tokenUrl)).json()
  const datetime = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const day = datetime.slice(0, 8)
  const key = await deriveKey(token.accessKeySecret, [day, site.region, 'oss', 'aliyun_v4_request'])
  const stamp = {
    'x-oss-signature-version': algorithm,
    'x-oss-credential': `${token.accessKeyId}/${day}/${site.region}/oss/aliyun_v4_request`,
    'x-oss-date': datetime,
    'x-oss-security-token': token.securityToken,
  }
  const policy = btoa(
    JSON.stringify({
      expiration: new Date(Date.now() + 900_000).toISOString(),
      conditions: [
        { bucket: site.bucket },
        ['starts-with', '$key', site.prefix],
        ['content-length-range', 0, 10 * 1024 * 1024],
        ['eq', '$success_action_status', '201'],
        ...Object.entries(stamp).map(([name, value]) => ({ [name]: value })),
      ],
    }),
  )

  return {
    formUrl: `${site.endpoint}/${site.bucket}/`,
    formFields: {
      success_action_status: '201',
      policy,
      ...stamp,
      'x-oss-signature': toHex(await hmac(key, policy)),
    },
    async url({ method, key: object, query = {}, contentType }) {
      const path = `/${site.bucket}/${encode(object).replaceAll('%2F', '/')}`
      const parameters = encodeQuery({ ...query, ...stamp, 'x-oss-expires': '900' })
      const headers = contentType ? `content-type:${contentType}\n` : ''
      const canonical = [method, path, parameters, headers, '', 'UNSIGNED-PAYLOAD'].join('\n')
      const hash = toHex(await crypto.subtle.digest('SHA-256', utf8.encode(canonical)))
      const scope = `${day}/${site.region}/oss/aliyun_v4_request`
      const signature = await hmac(key, [algorithm, datetime, scope, hash].join('\n'))
      return `${site.endpoint}${path}?${parameters}&x-oss-signature=${toHex(signature)}`
    },
  }
}

async function deriveKey(secret: string, path: readonly string[]): Promise<CryptoKey> {
  let key = await importKey(utf8.encode(`aliyun_v4${secret}`))
  for (const step of path) key = await importKey(await hmac(key, step))
  return key
}

function importKey(bytes: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

function hmac(key: CryptoKey, text: string): Promise<ArrayBuffer> {
  return crypto.subtle.sign('HMAC', key, utf8.encode(text))
}

function encodeQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => (value ? `${encode(name)}=${encode(value)}` : encode(name)))
    .sort()
    .join('&')
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
