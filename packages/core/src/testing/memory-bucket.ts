import type { Crc64 } from '../model/crc64.ts'
import type { PartLimits, StoredPart } from '../model/part.ts'
import { UploadError } from '../model/upload-error.ts'
import type { ObjectTarget, RemoteUpload } from '../ports/object-storage.ts'
import type { Digests } from './digests.ts'

/** An object in the bucket, with everything a page could ever learn of it. */
export interface MemoryObject {
  readonly key: string
  readonly bytes: Uint8Array
  readonly etag: string
  readonly crc64: Crc64
  readonly headers: Readonly<Record<string, string>>
}

export interface MemoryPart extends StoredPart {
  readonly etag: string
  readonly crc64: Crc64
  readonly bytes: Uint8Array
}

/** An upload that was opened and neither completed nor discarded. */
export interface MemoryUpload extends RemoteUpload {
  readonly headers: Readonly<Record<string, string>>
  /** By number; in order of arrival. */
  readonly parts: ReadonlyMap<number, MemoryPart>
}

interface OpenUpload extends MemoryUpload {
  readonly parts: Map<number, MemoryPart>
}

/** The far side of the memory storage: as strict as OSS, and every call is atomic. */
export class MemoryBucket {
  readonly #limits: PartLimits
  readonly #objects = new Map<string, MemoryObject>()
  readonly #uploads = new Map<string, OpenUpload>()
  #opened = 0

  constructor(limits: PartLimits) {
    this.#limits = limits
  }

  get objects(): ReadonlyMap<string, MemoryObject> {
    return this.#objects
  }

  get uploads(): ReadonlyMap<string, MemoryUpload> {
    return this.#uploads
  }

  open({ key, headers }: ObjectTarget): RemoteUpload {
    this.#opened += 1
    const uploadId = `upload-${this.#opened}`
    this.#uploads.set(uploadId, { key, uploadId, headers, parts: new Map() })
    return { key, uploadId }
  }

  putPart(remote: RemoteUpload, number: number, bytes: Uint8Array, digests: Digests): MemoryPart {
    const { maxParts, maxPartSize } = this.#limits
    const upload = this.#find(remote)
    if (!Number.isInteger(number) || number < 1 || number > maxParts)
      throw rejected(`Parts are numbered from 1 to ${maxParts}, not ${number}.`, number)
    if (bytes.length > maxPartSize)
      throw rejected(`Part ${number} has more than ${maxPartSize} bytes.`, number)
    const part = { number, size: bytes.length, bytes, ...digest([bytes], digests) }
    upload.parts.set(number, part)
    return part
  }

  /** By number, whatever the order of arrival. */
  listParts(remote: RemoteUpload): readonly MemoryPart[] {
    return [...this.#find(remote).parts.values()].sort((a, b) => a.number - b.number)
  }

  complete(
    remote: RemoteUpload,
    listed: readonly { readonly number: number; readonly etag: string }[],
    digests: Digests,
  ): MemoryObject {
    const { key, uploadId, headers, parts } = this.#find(remote)
    if (listed.length === 0) throw rejected('Complete names no part.')
    const chosen = listed.map(({ number, etag }, index) => {
      const part = parts.get(number)
      if (number <= (listed[index - 1]?.number ?? 0))
        throw rejected('The parts are not in ascending order.', number)
      if (!part || part.etag !== bare(etag))
        throw new UploadError('part-missing', `Part ${number} is missing or has another ETag.`, {
          part: number,
        })
      return part
    })
    this.#assertLargeEnough(chosen.slice(0, -1))
    this.#uploads.delete(uploadId)
    const pieces = chosen.map((part) => part.bytes)
    const etag = multipartEtag(
      chosen.map((part) => part.etag),
      digests,
    )
    return this.#store({ key, headers, bytes: join(pieces), etag, crc64: digests.crc64(pieces) })
  }

  discard({ uploadId }: RemoteUpload): void {
    this.#uploads.delete(uploadId)
  }

  putObject({ key, headers }: ObjectTarget, bytes: Uint8Array, digests: Digests): MemoryObject {
    const { maxWholeSize } = this.#limits
    if (bytes.length > maxWholeSize)
      throw rejected(`One request brings ${maxWholeSize} bytes at most.`)
    return this.#store({ key, headers, bytes, ...digest([bytes], digests) })
  }

  #find({ key, uploadId }: RemoteUpload): OpenUpload {
    const upload = this.#uploads.get(uploadId)
    if (upload?.key === key) return upload
    throw new UploadError('upload-gone', `There is no upload ${uploadId} for ${key}.`)
  }

  #assertLargeEnough(allButLast: readonly MemoryPart[]): void {
    const { minPartSize } = this.#limits
    const tooSmall = allButLast.find((part) => part.size < minPartSize)
    if (!tooSmall) return
    const { number, size } = tooSmall
    throw rejected(`Part ${number} has ${size} bytes; the least is ${minPartSize}.`, number)
  }

  #store(object: MemoryObject): MemoryObject {
    this.#objects.set(object.key, object)
    return object
  }
}

/** The rule of OSS: of the hex digits of the parts, not of their bytes. */
export function multipartEtag(partEtags: readonly string[], digests: Digests): string {
  return `${digests.md5([new TextEncoder().encode(partEtags.join(''))])}-${partEtags.length}`
}

function digest(pieces: readonly Uint8Array[], digests: Digests): { etag: string; crc64: Crc64 } {
  return { etag: digests.md5(pieces), crc64: digests.crc64(pieces) }
}

/** As OSS compares: without quotes and case. */
function bare(etag: string): string {
  return etag.replaceAll('"', '').toUpperCase()
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    bytes.set(piece, offset)
    offset += piece.length
  }
  return bytes
}

function rejected(message: string, part?: number): UploadError {
  return new UploadError('request-rejected', message, part === undefined ? {} : { part })
}
