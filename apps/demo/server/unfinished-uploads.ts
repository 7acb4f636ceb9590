import type OSS from 'ali-oss'
import { fromStorage } from './api-error.ts'
import { requireInside } from './object-list.ts'

/** A multipart upload that was opened and neither completed nor aborted. Its parts cost money. */
export interface UnfinishedUpload {
  readonly key: string
  readonly uploadId: string
  /** ISO 8601 UTC. */
  readonly startedAt: string
}

export interface UnfinishedUploads {
  list(prefix: string): Promise<readonly UnfinishedUpload[]>
  /** Removes the upload with its parts; one that is gone is no error. */
  abort(prefix: string, upload: { key: string; uploadId: string }): Promise<void>
}

/** Every call stays under the prefix it is given. */
export function createUnfinishedUploads(client: OSS): UnfinishedUploads {
  return {
    async list(prefix) {
      try {
        // `null` would be `uploads=null`: ali-oss puts every parameter that is not undefined.
        const page = await client.listUploads({ prefix, 'max-uploads': 1000 })
        return (page.uploads ?? []).map(({ name, uploadId, initiated }) => ({
          key: name,
          uploadId,
          startedAt: String(initiated),
        }))
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
