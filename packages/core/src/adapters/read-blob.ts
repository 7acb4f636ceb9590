import { UploadError } from '../model/upload-error.ts'

/**
 * Bytes read at once. Each read costs the browser a millisecond or two whatever its size: pieces of 4 MiB
 * took a seventh more CPU for 256 MB. Hashing one is no long task yet.
 */
const pieceSize = 16 * 1024 * 1024

/**
 * Reads a Blob from begin to end in pieces of bounded size. Rejects with `file-changed` or
 * `file-unreadable`, with the signal's reason when aborted.
 */
export async function* readPieces(
  blob: Blob,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  signal.throwIfAborted()
  for (let start = 0; start < blob.size; start += pieceSize) {
    const piece = await readRange(blob, start, Math.min(start + pieceSize, blob.size))
    signal.throwIfAborted()
    yield piece
  }
}

/** Reads all bytes at once: for small Blobs. Rejects as `readPieces` does. */
export async function readWhole(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const { size } = blob
  const buffer = await read(blob)
  if (buffer.byteLength !== size) throw fileChanged()
  return new Uint8Array(buffer)
}

/** Reads the bytes from `start` to before `end`. */
export async function readRange(
  blob: Blob,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const buffer = await read(blob.slice(start, end))
  if (buffer.byteLength < end - start) throw fileChanged()
  return new Uint8Array(buffer)
}

async function read(blob: Blob): Promise<ArrayBuffer> {
  try {
    return await blob.arrayBuffer()
  } catch (thrown) {
    // What a changed file gives in every browser; a deleted or locked one gives another name.
    if (thrown instanceof DOMException && thrown.name === 'NotReadableError')
      throw fileChanged(thrown)
    const message = 'The file cannot be read: it was deleted, moved or locked. Choose it again.'
    throw new UploadError('file-unreadable', message, { cause: thrown })
  }
}

function fileChanged(cause?: unknown): UploadError {
  const message = 'The file was changed on disk after it was chosen. Choose it again.'
  return new UploadError('file-changed', message, { cause })
}
