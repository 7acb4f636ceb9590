import type { Crc64 } from '../model/crc64.ts'
import type { FormFields, TransportRequest } from '../ports/transport.ts'
import { createCrc64Hasher } from './crc64-hasher.ts'
import { fileOf } from './file-of.ts'
import { hashBlob } from './hasher.ts'
import { toMultipartForm } from './multipart-form.ts'
import { readPieces, readWhole } from './read-blob.ts'

/** Larger bodies are left to the browser, which keeps Blobs on disk when memory is short. */
const largestInMemory = 256 * 1024 * 1024

/** Up to this many bytes, those that were read cost the browser less than the Blob that holds them. */
const readFirst = 1024 * 1024

/** What goes onto the wire, and the checksum of it where one was asked for. */
export interface OutgoingBody {
  /** Without any type of its own, so that no `Content-Type` comes of it. */
  readonly content: Uint8Array<ArrayBuffer> | Blob | FormData
  /** The `Content-Type` of a form that was put together here. */
  readonly type?: string
  /** Bytes of the file alone. */
  readonly size: number
  /** Computed beside the sending. Rejects as `readPieces` does. */
  readonly sentCrc64: Promise<Crc64 | undefined>
}

/** WebKit's XMLHttpRequest hangs on Blobs that lie on disk; Chromium calls itself WebKit too. */
export const hangsOnFiles = (userAgent: string): boolean =>
  /AppleWebKit/.test(userAgent) && !/Chrom(?:e|ium)\//.test(userAgent)

/**
 * The Blob itself, which the browser streams from disk while the checksum is computed here; or its
 * bytes, read first, where it is small or `asBytes` says so.
 */
export async function prepareBody(
  { body, crc64 = false }: TransportRequest,
  { asBytes, signal }: { readonly asBytes: boolean; readonly signal: AbortSignal },
): Promise<OutgoingBody | null> {
  if (!body) return null
  const file = fileOf(body)
  const { size } = file
  const readable = await readIfBetter(file, { asBytes, signal })
  const sentCrc64 = crc64 ? checksum(readable, signal) : Promise.resolve(undefined)
  if (!('fields' in body)) return { content: readable, size, sentCrc64 }
  if (readable instanceof Blob) return { content: toForm(body, readable), size, sentCrc64 }
  const { bytes, type } = toMultipartForm(body, readable)
  return { content: bytes, type, size, sentCrc64 }
}

/** Bytes, or a Blob without a type. */
async function readIfBetter(
  file: Blob,
  { asBytes, signal }: { readonly asBytes: boolean; readonly signal: AbortSignal },
): Promise<Uint8Array<ArrayBuffer> | Blob> {
  if (file.size <= readFirst) return readWhole(file)
  return asBytes ? readIntoMemory(file, signal) : file.slice()
}

async function checksum(file: Uint8Array<ArrayBuffer> | Blob, signal: AbortSignal): Promise<Crc64> {
  const hasher = await createCrc64Hasher()
  if (file instanceof Blob) return hashBlob(file, hasher, signal)
  // In pieces, with time in between: this may be the main thread.
  if (file.length > readFirst) return hashBlob(new Blob([file]), hasher, signal)
  hasher.update(file)
  return hasher.digest()
}

async function readIntoMemory(
  file: Blob,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | Blob> {
  if (file.size > largestInMemory) return copy(file, signal)
  const bytes = new Uint8Array(file.size)
  let length = 0
  for await (const piece of readPieces(file, signal)) {
    bytes.set(piece, length)
    length += piece.length
  }
  return bytes
}

async function copy(file: Blob, signal: AbortSignal): Promise<Blob> {
  const pieces: Blob[] = []
  for await (const piece of readPieces(file, signal)) pieces.push(new Blob([piece]))
  return new Blob(pieces)
}

/** OSS ignores every field behind the file. */
function toForm({ fields, fileName }: FormFields, file: Blob): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  form.append('file', file, fileName)
  return form
}
