import type OSS from 'ali-oss'
import { ApiError, fromStorage } from './api-error.ts'
import { requireInside } from './object-list.ts'

/** A multipart upload that was opened and neither completed nor aborted. Its parts cost money. */
export interface UnfinishedUpload {
  readonly key: string
  readonly uploadId: string
  /** ISO 8601 UTC. */
  readonly startedAt: string
}

export interface UnfinishedPage {
  readonly uploads: readonly UnfinishedUpload[]
  /** Where the next page begins; `null` on the last one. */
  readonly next: string | null
}

export interface UnfinishedUploads {
  /** The page that `after`, the `next` of another one, leads to. */
  list(prefix: string, after?: string | null): Promise<UnfinishedPage>
  /** Removes the upload with its parts; one that is gone is no error. */
  abort(prefix: string, upload: { key: string; uploadId: string }): Promise<void>
}

/** Every call stays under the prefix it is given. */
export function createUnfinishedUploads(
  client: OSS,
  { pageSize = 1000 }: { readonly pageSize?: number } = {},
): UnfinishedUploads {
  return {
    async list(prefix, after = null) {
      const marker = after === null ? {} : readMarker(after)
      try {
        const page = await client.listUploads({ prefix, 'max-uploads': pageSize, ...marker })
        const uploads = (page.uploads ?? []).map(({ name, uploadId, initiated }) => ({
          key: name,
          uploadId,
          startedAt: String(initiated),
        }))
        const { nextKeyMarker, nextUploadIdMarker } = page
        const next = JSON.stringify([String(nextKeyMarker), String(nextUploadIdMarker)])
        return { uploads, next: page.isTruncated ? next : null }
      } catch (thrown) {
        throw fromStorage('OSS did not list the unfinished uploads', thrown)
      }
    },

    async abort(prefix, { key, uploadId }) {
      requireInside(prefix, key)
      try {
        await client.abortMultipartUpload(key, uploadId)
      } catch (thrown) {
        if (thrown instanceof Error && Reflect.get(thrown, 'code') === 'NoSuchUpload') return
        throw fromStorage('OSS did not remove the upload', thrown)
      }
    },
  }
}

function readMarker(text: string): Pick<OSS.ListUploadsQuery, 'key-marker' | 'upload-id-marker'> {
  try {
    const marker: unknown = JSON.parse(text)
    if (Array.isArray(marker) && marker.every((part) => typeof part === 'string')) {
      return { 'key-marker': marker[0] ?? '', 'upload-id-marker': marker[1] ?? '' }
    }
  } catch {
    // Said below.
  }
  throw new ApiError(400, '"after" is not the "next" of a page.')
}
