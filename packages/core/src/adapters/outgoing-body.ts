import type { Crc64 } from '../model/crc64.ts'
import type { FormFields, TransportRequest } from '../ports/transport.ts'
import { createCrc64Hasher } from './crc64-hasher.ts'
import { hashBlob } from './hasher.ts'
import { readPieces } from './read-blob.ts'

/** Larger bodies are left to the browser, which keeps Blobs on disk when memory is short. */
const largestInMemory = 256 * 1024 * 1024

/** What goes onto the wire, and the checksum of it where one was asked for. */
export interface OutgoingBody {
  /** Without any type of its own, so that no `Content-Type` comes of it. */
  readonly content: Uint8Array<ArrayBuffer> | Blob | FormData
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
 * bytes, read first, where `asBytes` says so.
 */
export async function prepareBody(
  { body, crc64 = false }: TransportRequest,
  { asBytes, signal }: { readonly asBytes: boolean; readonly signal: AbortSignal },
): Promise<OutgoingBody | null> {
  if (!body) return null
  const file = fileOf(body)
  const untyped = asBytes ? await readIntoMemory(file, signal) : file.slice()
  const readable = untyped instanceof Blob ? untyped : new Blob([untyped])
  return {
    content: 'fields' in body ? toForm(body, readable) : untyped,
    size: file.size,
    sentCrc64: crc64 ? checksum(readable, signal) : Promise.resolve(undefined),
  }
}

/** The part of a body that comes from disk. */
export function fileOf(body: Blob | FormFields): Blob {
  return 'fields' in body ? body.file : body
}

async function checksum(file: Blob, signal: AbortSignal): Promise<Crc64> {
  return hashBlob(file, await createCrc64Hasher(), signal)
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
