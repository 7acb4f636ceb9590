import {
  type FileInfo,
  type ObjectFacts,
  type ObjectStorage,
  type Observable,
  type StorageCall,
  type TransportResponse,
  UploadError,
} from '@resumable-upload/core'
import { aliOssSigner } from './ali-oss-signer.ts'
import {
  readContentLength,
  readNewObject,
  readPartsPage,
  readStoredFacts,
  readUploadId,
} from './answers.ts'
import { contentTypeOf } from './content-type.ts'
import type { GetCredentials } from './credentials.ts'
import type { CredentialsStatus } from './credentials-status.ts'
import { discardUpload } from './discard-upload.ts'
import { createDestination, type DestinationOptions } from './endpoint.ts'
import type { ErrorAnswer } from './error-answer.ts'
import { exchange, type ExchangeRequest } from './exchange.ts'
import { listAllParts } from './list-parts.ts'
import { listAllUnfinished, type ListUnfinished } from './list-unfinished.ts'
import {
  type ObjectHeaders,
  mergeHeaders,
  toHeaderRecord,
  toMetadataHeaders,
} from './object-headers.ts'
import { assertKey, createObjectKey } from './object-key.ts'
import { checkTrafficLimit, toCompleteBody } from './protocol.ts'
import { createServerClock } from './server-clock.ts'
import type { Signer } from './signer.ts'
import type { UploadCallback } from './upload-callback.ts'

export interface OssStorageOptions extends DestinationOptions {
  /** Signs requests. One of `signer` and `getCredentials` is needed. */
  readonly signer?: Signer
  /** Asks your server for temporary credentials; the official SDK signs with them. */
  readonly getCredentials?: GetCredentials
  /** @default uploads/{yyyy-mm-dd}/{uuid}/{name} */
  readonly objectKey?: (file: FileInfo) => string
  /** @default the type of the file, else by its extension */
  readonly headers?: (file: FileInfo) => ObjectHeaders
  /** Data of your own that OSS keeps with the object (`x-oss-meta-*`); names in lower case. */
  readonly metadata?: (file: FileInfo) => Readonly<Record<string, string>>
  /** OSS tells your server once the object is stored. */
  readonly callback?: UploadCallback
  /** Refuse to replace an object with the same key. @default false */
  readonly forbidOverwrite?: boolean
  /** Bits a second of one request, 819200 to 838860800. */
  readonly trafficLimit?: number
  /** Looks for an object where the credentials lack `oss:GetObject`. `null` when there is none. */
  readonly headObject?: (key: string, signal: AbortSignal) => Promise<ObjectFacts | null>
  /** Asks your server for this user's unfinished uploads: those of other browsers continue here. */
  readonly listUnfinished?: ListUnfinished
}

export interface OssStorage extends ObjectStorage {
  /** When credentials end and how often they were renewed, never what they are. */
  readonly credentials?: Observable<CredentialsStatus>
}

const GiB = 1024 ** 3

/**
 * A bucket of Alibaba Cloud OSS. Throws `misconfigured` for options that cannot work. Every request
 * is signed in its URL or form, so that it needs no `Authorization` header and few preflights.
 */
export function createOssStorage(options: OssStorageOptions): OssStorage {
  const {
    objectKey = createObjectKey,
    headers,
    metadata,
    callback,
    trafficLimit,
    headObject,
    listUnfinished,
  } = options
  const { forbidOverwrite = false } = options
  checkTrafficLimit(trafficLimit)
  const destination = createDestination(options)
  const signer = signerOf(options)
  const serverClock = createServerClock()
  const send = (request: ExchangeRequest) => exchange({ destination, signer, serverClock }, request)
  const limited = trafficLimit === undefined ? {} : { trafficLimit }
  const told = callback ? { callback } : {}
  const hasCallback = callback !== undefined

  return {
    id: `oss:${destination.bucketUrl}`,
    limits: {
      minPartSize: 102_400,
      maxPartSize: 5 * GiB,
      maxParts: 10_000,
      maxWholeSize: 5_000_000_000,
    },
    requestIdHeader: 'x-oss-request-id',
    ...(signer.credentials && { credentials: signer.credentials }),

    nameObject({ file, key, headers: own = {} }) {
      return {
        key: assertKey(key ?? objectKey(file)),
        headers: mergeHeaders(
          { 'Content-Type': contentTypeOf(file) },
          toHeaderRecord(headers?.(file) ?? {}),
          toMetadataHeaders(metadata?.(file) ?? {}),
          forbidOverwrite ? { 'x-oss-forbid-overwrite': 'true' } : {},
          own,
        ),
      }
    },

    async open(target, call) {
      const response = await send({ operation: { type: 'open', ...target }, call })
      return { key: target.key, uploadId: readUploadId(response) }
    },

    async sendPart(upload, part, body, call) {
      const operation = { type: 'sendPart', ...upload, part: part.number, ...limited } as const
      const response = await send({ operation, body, isFile: true, call })
      const { etag, crc64 } = readStoredFacts(response)
      const { number } = part
      return { number, size: body.size, etag, crc64, sentCrc64: sentCrc64Of(response) }
    },

    listParts: (upload, call) =>
      listAllParts(async (after) =>
        readPartsPage(await send({ operation: { type: 'listParts', ...upload, after }, call })),
      ),

    async complete(upload, parts, target, call) {
      const operation = { type: 'complete', ...upload, headers: target.headers, ...told } as const
      const response = await send({ operation, body: toCompleteBody(parts), call })
      const { key } = upload
      return {
        key,
        size: null,
        url: destination.urlOf(key),
        ...readNewObject(response, { hasCallback }),
      }
    },

    discard: (upload, call) =>
      discardUpload(
        () =>
          send({
            operation: { type: 'discard', ...upload },
            accepts: ({ code }) => code === 'NoSuchUpload',
            call,
          }),
        call,
      ),

    async sendWhole(target, body, call) {
      const { key } = target
      const { size } = body
      const operation = { type: 'sendWhole', ...target, size, ...limited, ...told } as const
      const response = await send({ operation, body, isFile: true, call })
      // The policy of the form lets OSS store exactly this size.
      const facts = { key, size, url: destination.urlOf(key), sentCrc64: sentCrc64Of(response) }
      return { ...facts, ...readNewObject(response, { hasCallback }) }
    },

    async findObject(key, call) {
      if (headObject) return askApplication(() => headObject(key, call.signal), call.signal)
      const operation = { type: 'findObject', key } as const
      // An answer to HEAD has no body, so that CORS may hide its code.
      const accepts = ({ status, code }: ErrorAnswer) =>
        status === 404 && (code === null || code === 'NoSuchKey')
      const response = await send({ operation, accepts, call })
      if (response.status === 404) return null
      const size = readContentLength(response)
      const versionId = response.header('x-oss-version-id')
      const facts = { key, size, url: destination.urlOf(key), ...readStoredFacts(response) }
      return { ...facts, ...(versionId && { versionId }) }
    },

    ...(listUnfinished && {
      listUnfinished: ({ signal }: StorageCall) => listAllUnfinished(listUnfinished, signal),
    }),

    objectEtag: async (partEtags, { checksum }) => {
      // Of the hex digits, not of the bytes that they stand for.
      const digits = new Blob([partEtags.join('').toUpperCase()])
      const md5 = await checksum.md5(digits, new AbortController().signal)
      return `${md5}-${partEtags.length}`
    },

    credentialsChanged: () => signer.reset(),
  }
}

function signerOf({ signer, getCredentials }: OssStorageOptions): Signer {
  if (signer && !getCredentials) return signer
  if (getCredentials && !signer) return aliOssSigner({ getCredentials })
  throw new UploadError(
    'misconfigured',
    'createOssStorage needs one of "signer" and "getCredentials". Give a signer its own "getCredentials".',
  )
}

function sentCrc64Of({ sentCrc64 }: TransportResponse): string {
  if (sentCrc64 !== undefined) return sentCrc64
  throw new UploadError('unexpected', 'The transport did not compute the CRC-64 of what it sent.')
}

/** Whatever the application throws is worth another try. */
async function askApplication<Answer>(
  ask: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return await ask()
  } catch (cause) {
    signal.throwIfAborted()
    if (cause instanceof UploadError) throw cause
    throw new UploadError(
      'network-failed',
      '"headObject" of the application failed. It is asked again.',
      {
        cause,
      },
    )
  }
}
