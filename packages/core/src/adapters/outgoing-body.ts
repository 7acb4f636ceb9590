import type { Crc64 } from '../model/crc64.ts'
import type { FormFields, TransportRequest } from '../ports/transport.ts'
import { createCrc64Hasher } from './crc64-hasher.ts'
import { readPieces } from './read-blob.ts'

/** Larger bodies are left to the browser, which keeps Blobs on disk when memory is short. */
const largestInMemory = 256 * 1024 * 1024

/** A body that cannot change any more: exactly what the checksum was computed of. */
export interface OutgoingBody {
  /** Without any type of its own, so that no `Content-Type` comes of it. */
  readonly content: Uint8Array<ArrayBuffer> | Blob | FormData
  /** Bytes of the file alone. */
  readonly size: number
  readonly sentCrc64?: Crc64
}

/**
 * Reads the body once, and its checksum on the way. Bytes are sent rather than the Blob on disk,
 * because WebKit's XMLHttpRequest hangs on file-backed Blobs.
 */
export async function readBody(
  { body, crc64 = false }: TransportRequest,
  signal: AbortSignal,
): Promise<OutgoingBody | null> {
  if (!body) return null
  const file = fileOf(body)
  const hasher = crc64 ? await createCrc64Hasher() : undefined
  const { add, finish } = collectorFor(body)
  for await (const piece of readPieces(file, signal)) {
    hasher?.update(piece)
    add(piece)
  }
  return {
    content: finish(),
    size: file.size,
    ...(hasher && { sentCrc64: hasher.digest() }),
  }
}

/** The part of a body that comes from disk. */
export function fileOf(body: Blob | FormFields): Blob {
  return 'fields' in body ? body.file : body
}

interface Collector {
  readonly add: (piece: Uint8Array<ArrayBuffer>) => void
  readonly finish: () => OutgoingBody['content']
}

function collectorFor(body: Blob | FormFields): Collector {
  if ('fields' in body) return collectBlob((file) => toForm(body, file))
  return body.size > largestInMemory ? collectBlob((file) => file) : collectBytes(body.size)
}

function collectBytes(size: number): Collector {
  const bytes = new Uint8Array(size)
  let length = 0
  return {
    add: (piece) => {
      bytes.set(piece, length)
      length += piece.length
    },
    finish: () => bytes,
  }
}

function collectBlob(wrap: (file: Blob) => Blob | FormData): Collector {
  const pieces: Blob[] = []
  return {
    add: (piece) => {
      pieces.push(new Blob([piece]))
    },
    finish: () => wrap(new Blob(pieces)),
  }
}

/** OSS ignores every field behind the file. */
function toForm({ fields, fileName }: FormFields, file: Blob): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  form.append('file', file, fileName)
  return form
}
