import type { ObjectStorage, TransportResponse } from '@resumable-upload/core'
import { UploadError } from '@resumable-upload/core'
import {
  readContentLength,
  readNewObject,
  readPartsPage,
  readStoredFacts,
  readUploadId,
} from './answers.ts'
import { discardUpload } from './discard-upload.ts'
import type { Destination } from './endpoint.ts'
import type { ErrorAnswer } from './error-answer.ts'
import { exchange, type ExchangeRequest } from './exchange.ts'
import { listAllParts } from './list-parts.ts'
import { listAllUnfinished } from './list-unfinished.ts'
import type { OssStorageOptions } from './oss-storage.ts'
import { toCompleteBody } from './protocol.ts'
import { createServerClock } from './server-clock.ts'
import type { Signer } from './signer.ts'

export interface OssRequestsOptions extends Pick<
  OssStorageOptions,
  'callback' | 'trafficLimit' | 'headObject' | 'listUnfinished'
> {
  readonly destination: Destination
  readonly signer: Signer
}

/** What a bucket is asked for, one request an attempt. */
export type OssRequests = Required<
  Omit<ObjectStorage, 'id' | 'limits' | 'requestIdHeader' | 'nameObject' | 'credentialsChanged'>
>

export function createOssRequests(options: OssRequestsOptions): OssRequests {
  const { destination, signer, callback, trafficLimit, headObject, listUnfinished } = options
  const serverClock = createServerClock()
  const send = (request: ExchangeRequest) => exchange({ destination, signer, serverClock }, request)
  const limited = trafficLimit === undefined ? {} : { trafficLimit }
  const told = callback ? { callback } : {}
  const hasCallback = callback !== undefined

  return {
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
      // What is compared next, CRC-64 or MD5, is of so many bytes.
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

    listUnfinished: async ({ signal }) =>
      listUnfinished ? listAllUnfinished(listUnfinished, signal) : [],

    objectEtag: async (partEtags, { checksum }) => {
      // Of the hex digits, not of the bytes that they stand for.
      const digits = new Blob([partEtags.join('').toUpperCase()])
      const md5 = await checksum.md5(digits, new AbortController().signal)
      return `${md5}-${partEtags.length}`
    },
  }
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
