import {
  type FileInfo,
  loadAhead,
  loadOnce,
  type ObjectFacts,
  type ObjectStorage,
  type Observable,
  type StorageCall,
  UploadError,
} from '@resumable-upload/core'
import { aliOssSigner } from './ali-oss-signer.ts'
import { contentTypeOf } from './content-type.ts'
import type { GetCredentials } from './credentials.ts'
import type { CredentialsStatus } from './credentials-status.ts'
import { createDestination, type DestinationOptions } from './endpoint.ts'
import type { ListUnfinished } from './list-unfinished.ts'
import {
  type ObjectHeaders,
  mergeHeaders,
  toHeaderRecord,
  toMetadataHeaders,
} from './object-headers.ts'
import { assertKey, createObjectKey } from './object-key.ts'
import type { Signer } from './signer.ts'
import { checkTrafficLimit } from './traffic-limit.ts'
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
  const { objectKey = createObjectKey, headers, metadata, forbidOverwrite = false } = options
  checkTrafficLimit(options.trafficLimit)
  const destination = createDestination(options)
  const signer = signerOf(options)
  const requests = loadOnce(async () => {
    const { createOssRequests } = await import('./oss-requests.ts')
    return createOssRequests({ ...options, destination, signer })
  })
  loadAhead(requests)

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
          headers ? toHeaderRecord(headers(file)) : {},
          metadata ? toMetadataHeaders(metadata(file)) : {},
          forbidOverwrite ? { 'x-oss-forbid-overwrite': 'true' } : {},
          own,
        ),
      }
    },

    open: async (...asked) => (await requests()).open(...asked),
    sendPart: async (...asked) => (await requests()).sendPart(...asked),
    listParts: async (...asked) => (await requests()).listParts(...asked),
    complete: async (...asked) => (await requests()).complete(...asked),
    discard: async (...asked) => (await requests()).discard(...asked),
    sendWhole: async (...asked) => (await requests()).sendWhole(...asked),
    findObject: async (...asked) => (await requests()).findObject(...asked),
    objectEtag: async (...asked) => (await requests()).objectEtag(...asked),
    ...(options.listUnfinished && {
      listUnfinished: async (call: StorageCall) => (await requests()).listUnfinished(call),
    }),
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
