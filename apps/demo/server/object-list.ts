import type OSS from 'ali-oss'
import { ApiError, fromStorage } from './api-error.ts'

/** A finished object, as the library of the page shows it. */
export interface ListedObject {
  readonly key: string
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** ISO 8601 UTC. */
  readonly storedAt: string
  /** The checksum that the storage keeps of the object's bytes; `null` if it keeps none. */
  readonly crc64: string | null
}

export interface ObjectList {
  /** Newest first. */
  readonly objects: readonly ListedObject[]
  /** There are more than the page can show. */
  readonly truncated: boolean
}

export interface Library {
  list(prefix: string): Promise<ObjectList>
  /** A link that downloads the object, for some minutes. */
  signDownload(prefix: string, key: string): Promise<string>
}

const shown = 100
const linkSeconds = 300

/** Every call stays under the prefix it is given. */
export function createLibrary(client: OSS): Library {
  const checksums = new Map<string, Promise<string | null>>()

  async function checksumOf({ name, etag }: OSS.ObjectMeta): Promise<string | null> {
    const version = `${name} ${etag}`
    const known = checksums.get(version)
    if (known) return known
    const asked = readChecksum(client, name)
    checksums.set(version, asked)
    // A failure is not remembered.
    asked.catch(() => checksums.delete(version))
    return asked
  }

  return {
    async list(prefix) {
      try {
        const page = await client.listV2({ prefix, 'max-keys': 1000 })
        // ali-oss leaves the field out when a prefix is empty.
        const found = [...(page.objects ?? [])].sort(newestFirst)
        const objects = found.slice(0, shown).map(async (meta) => ({
          key: meta.name,
          name: nameOf(meta.name),
          size: meta.size,
          storedAt: meta.lastModified,
          crc64: await checksumOf(meta),
        }))
        return {
          objects: await Promise.all(objects),
          truncated: page.isTruncated || found.length > shown,
        }
      } catch (thrown) {
        throw fromStorage('OSS did not list the objects', thrown)
      }
    },

    async signDownload(prefix, key) {
      requireInside(prefix, key)
      const name = encodeURIComponent(nameOf(key)).replace(/['()*]/g, encodeReserved)
      const disposition = `attachment; filename*=UTF-8''${name}`
      const queries = { 'response-content-disposition': disposition }
      return client.signatureUrlV4('GET', linkSeconds, { queries }, key)
    },
  }
}

/** Throws an `ApiError` for a key of somebody else. */
export function requireInside(prefix: string, key: string): void {
  if (key.startsWith(prefix) && key.length > prefix.length) return
  throw new ApiError(403, 'This object is not yours.')
}

async function readChecksum(client: OSS, key: string): Promise<string | null> {
  const { res } = await client.head(key)
  const crc64: unknown = Reflect.get(res.headers, 'x-oss-hash-crc64ecma')
  return typeof crc64 === 'string' ? crc64 : null
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
