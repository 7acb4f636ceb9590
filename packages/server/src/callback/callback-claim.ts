import type { UploadCallback } from '@resumable-upload/oss/signing'
import { HttpProblem } from '../http-problem.ts'

/** What OSS says of a stored object. */
export interface CallbackClaim {
  readonly bucket: string
  readonly key: string
  /** In bytes. */
  readonly size: number
  /** Upper case, without quotes. */
  readonly etag: string
  readonly crc64: string
  readonly type: string
  /** `PutObject`, `PostObject` or `CompleteMultipartUpload`. */
  readonly operation: string
  /** Of the upload's last request; its first eight hex digits are the Unix time. */
  readonly requestId: string
  /** What the page or the server gave along, without `x:`. */
  readonly variables: Readonly<Record<string, string>>
}

const fields = [
  'bucket',
  'object',
  'size',
  'etag',
  'crc64',
  'mimeType',
  'operation',
  'reqId',
] as const

export interface OrderOptions {
  /** Where `callbackHandler` answers: a public address. */
  readonly url: string | readonly string[]
  /** Names in lower case. */
  readonly variables?: Readonly<Record<string, string>>
}

/** The callback that `callbackHandler` understands, for `signHandler` or for `createOssStorage`. */
export function orderCallback({ url, variables = {} }: OrderOptions): UploadCallback {
  const known = fields.map((name) => `${name}=\${${name}}`)
  const own = Object.keys(variables).map((name) => `x_${name}=\${x:${name}}`)
  return { url, body: [...known, ...own].join('&'), variables }
}

/** Reads the body that `orderCallback` asks for. Throws a 400. */
export function readClaim(body: string): CallbackClaim {
  const params = new URLSearchParams(body)
  const text = (name: (typeof fields)[number]): string => {
    const [value, second] = params.getAll(name)
    if (value !== undefined && value !== '' && second === undefined) return value
    throw new HttpProblem(400, 'callback-malformed', `The callback says no "${name}", or two.`)
  }
  const size = Number(text('size'))
  if (!Number.isSafeInteger(size) || size < 0)
    throw new HttpProblem(400, 'callback-malformed', 'The size of the callback is no number.')
  const variables = [...params].flatMap(([name, value]) =>
    name.startsWith('x_') ? [[name.slice(2), value] as const] : [],
  )
  return {
    bucket: text('bucket'),
    key: text('object'),
    size,
    etag: text('etag').replaceAll('"', '').toUpperCase(),
    crc64: text('crc64'),
    type: text('mimeType'),
    operation: text('operation'),
    requestId: text('reqId'),
    variables: Object.fromEntries(variables),
  }
}
