import type OSS from 'ali-oss'
import type { Bucket, ListedObject, ObjectHead } from './bucket.ts'
import { HttpProblem } from './http-problem.ts'

export interface AliOssBucketOptions {
  /** Objects in a list. @default 100 */
  readonly listed?: number
  /** Unfinished uploads on a page. @default 1000 */
  readonly pageSize?: number
}

const linkSeconds = 300

/** The bucket of this client, which holds the server's own rights and never leaves it. */
export function aliOssBucket(client: OSS, options: AliOssBucketOptions = {}): Bucket {
  const { listed = 100, pageSize = 1000 } = options
  const checksums = new Map<string, Promise<string | null>>()

  async function checksumOf({ name, etag }: OSS.ObjectMeta): Promise<string | null> {
    const version = `${name} ${etag}`
    const known = checksums.get(version)
    if (known) return known
    if (checksums.size > 10_000) checksums.clear()
    const asked = headersOf(client, name).then(({ crc64 }) => crc64)
    checksums.set(version, asked)
    // A failure is not remembered.
    asked.catch(() => checksums.delete(version))
    return asked
  }

  async function describe(meta: OSS.ObjectMeta): Promise<ListedObject> {
    const { name: key, size, lastModified } = meta
    return { key, name: nameOf(key), size, storedAt: lastModified, crc64: await checksumOf(meta) }
  }

  return {
    async head(key) {
      try {
        const { size, etag } = await headersOf(client, key)
        return { size, etag }
      } catch (thrown) {
        if (codeOf(thrown) === 'NoSuchKey') return null
        throw unavailable('OSS did not say whether the object is there', thrown)
      }
    },

    async listObjects(prefix) {
      try {
        const page = await client.listV2({ prefix, 'max-keys': 1000 })
        // ali-oss leaves the field out when a prefix is empty.
        const found = [...(page.objects ?? [])].sort(newestFirst)
        return {
          objects: await Promise.all(found.slice(0, listed).map(describe)),
          truncated: page.isTruncated || found.length > listed,
        }
      } catch (thrown) {
        throw unavailable('OSS did not list the objects', thrown)
      }
    },

    async signDownload(key) {
      const name = encodeURIComponent(nameOf(key)).replace(/['()*]/g, encodeReserved)
      const disposition = `attachment; filename*=UTF-8''${name}`
      const queries = { 'response-content-disposition': disposition }
      return client.signatureUrlV4('GET', linkSeconds, { queries }, key)
    },

    async remove(key) {
      try {
        await client.delete(key)
      } catch (thrown) {
        throw unavailable('OSS did not delete the object', thrown)
      }
    },

    async listUploads(prefix, after) {
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
        throw unavailable('OSS did not list the unfinished uploads', thrown)
      }
    },

    async abort({ key, uploadId }) {
      try {
        await client.abortMultipartUpload(key, uploadId)
      } catch (thrown) {
        if (codeOf(thrown) === 'NoSuchUpload') return
        throw unavailable('OSS did not remove the upload', thrown)
      }
    },
  }
}

async function headersOf(
  client: OSS,
  key: string,
): Promise<ObjectHead & { readonly crc64: string | null }> {
  const { res } = await client.head(key)
  const text = (name: string): string | null => {
    const value: unknown = Reflect.get(res.headers, name)
    return typeof value === 'string' ? value : null
  }
  return {
    size: Number(text('content-length') ?? Number.NaN),
    etag: (text('etag') ?? '').replaceAll('"', ''),
    crc64: text('x-oss-hash-crc64ecma'),
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
  throw new HttpProblem(400, 'bad-request', '"after" is not the "next" of a page.')
}

/** Says of a failed call what failed, without its request: that carries signatures. */
function unavailable(what: string, thrown: unknown): HttpProblem {
  const code = codeOf(thrown) ?? 'no answer'
  return new HttpProblem(502, 'storage-unavailable', `${what} (${code}).`, { cause: thrown })
}

function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined
  const value: unknown = Reflect.get(thrown, 'code')
  return typeof value === 'string' && value !== '' ? value : undefined
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1)
}

function newestFirst(a: OSS.ObjectMeta, b: OSS.ObjectMeta): number {
  return b.lastModified.localeCompare(a.lastModified) || a.name.localeCompare(b.name)
}

function encodeReserved(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
